import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp } from '../ir.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'
import { pathOf } from './members.ts'
import { lastPart } from '../last-part.ts'
import { typeName } from './names.ts'

export function lowerArguments(node: SyntaxNode | null, lowering: Lowering): Temp[] {
  return node ? codeChildren(node).map(child => lowerExpression(child, lowering)) : []
}

export function lowerCall(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder, names, classes } = lowering
  const object = node.childForFieldName('object')
  const name = node.childForFieldName('name')?.text ?? ''
  const span = spanOf(node)
  const receiverOfCall = (): Temp => lowerExpression(object, lowering)
  const argumentsOf = (): Temp[] => lowerArguments(node.childForFieldName('arguments'), lowering)
  if (!object) {
    const type = names.members.get(name) ?? null
    const form = type === null ? 'free' : 'static'
    return builder.call({ form, receiver: null, type, name, arguments: argumentsOf(), span })
  }
  if (object.type === 'super') {
    const type = classes[0]?.supertypes[0] ?? null
    return builder.call({ form: 'static', receiver: null, type, name, arguments: argumentsOf(), span })
  }
  const path = pathOf(object, lowering)
  if (path !== null) {
    return builder.call({ form: 'static', receiver: null, type: path, name, arguments: argumentsOf(), span })
  }
  const receiver = receiverOfCall()
  return builder.call({ form: 'method', receiver, type: null, name, arguments: argumentsOf(), span })
}

export function lowerNew(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder, names } = lowering
  const declared = typeName(node.childForFieldName('type'), names) ?? ''
  const body = node.namedChildren.find(child => child.type === 'class_body')
  const values = lowerArguments(node.childForFieldName('arguments'), lowering)
  const type = body ? lowering.addClass(node, body, declared, lowering) : declared
  return builder.call({
    form: 'new',
    receiver: null,
    type,
    name: lastPart(type),
    arguments: values,
    span: spanOf(node),
  })
}
