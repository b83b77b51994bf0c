import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp } from '../ir.ts'
import { lastPart } from '../last-part.ts'
import { lowerExpression } from './expressions.ts'
import { literalOf } from './literals.ts'
import { codeChildren, hasToken, spanOf, type Lowering } from './lowering.ts'
import { bare, pathOf } from './members.ts'
import { requiredFile } from './names.ts'

/** How many values a spread argument stands for, as far as anybody looks. */
const spreadCount = 3

export function lowerArguments(node: SyntaxNode | null, lowering: Lowering): Temp[] {
  const { builder } = lowering
  return (node ? codeChildren(node) : []).flatMap(child => {
    if (child.type !== 'spread_element') return [lowerExpression(child, lowering)]
    const list = lowerExpression(codeChildren(child)[0] ?? null, lowering)
    const span = spanOf(child)
    return Array.from({ length: spreadCount }, (_, at) =>
      builder.make({ op: 'element', object: list, key: builder.constant(at, span), span, isOptional: true }),
    )
  })
}

export function lowerCall(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder, names } = lowering
  const span = spanOf(node)
  const required = requiredFile(node, names)
  if (required) return builder.make({ op: 'imported', ...required, type: null, span })
  const called = bare(node.childForFieldName('function'))
  const given = node.childForFieldName('arguments')
  const isTagged = given?.type === 'template_string'
  const argumentsOf = (): Temp[] => (isTagged ? tagged(given, lowering) : lowerArguments(given, lowering))
  const isOptional = hasToken(node, '?.') ? { isOptional: true as const } : {}
  if (called?.type === 'super') {
    const values = argumentsOf()
    const receiver = builder.make({ op: 'self', span })
    const type = lowering.supertype
    return builder.call({ form: 'method', receiver, type, name: lastPart(type ?? 'super'), arguments: values, span })
  }
  if (called?.type === 'member_expression') return lowerMethod(called, node, argumentsOf, isTagged, lowering)
  if (called?.type === 'subscript_expression') {
    const index = called.childForFieldName('index')
    const object = lowerExpression(called.childForFieldName('object'), lowering)
    const name = index ? literalOf(index) : undefined
    if (typeof name === 'string')
      return builder.call({
        form: 'method',
        receiver: object,
        type: null,
        name,
        arguments: argumentsOf(),
        span,
        ...isOptional,
      })
    const key = lowerExpression(index, lowering)
    const receiver = builder.make({ op: 'element', object, key, span: spanOf(called) })
    // Whoever chooses the name chooses what is called.
    builder.call({ form: 'static', receiver: null, type: 'operator', name: 'dynamic-call', arguments: [key], span })
    return builder.call({
      form: 'method',
      receiver,
      type: null,
      name: '',
      arguments: argumentsOf(),
      span,
      ...isOptional,
    })
  }
  const path = called?.type === 'identifier' ? pathOf(called, lowering, true) : null
  if (path !== null && called) {
    const { type, name } = ownerOf(path, called.text, lowering)
    const exported = names.exported.get(called.text)
    return builder.call({
      form: 'static',
      receiver: exported ? builder.make({ op: 'imported', ...exported, type: null, span: spanOf(called) }) : null,
      type,
      name: isTagged ? `${name}\`` : name,
      arguments: argumentsOf(),
      span,
    })
  }
  const receiver = lowerExpression(called, lowering)
  return builder.call({ form: 'method', receiver, type: null, name: '', arguments: argumentsOf(), span, ...isOptional })
}

/** The module and name of an imported function; a module that is called itself has the name `default`. */
function ownerOf(path: string, written: string, { names }: Lowering): { type: string; name: string } {
  if (!names.imports.has(written)) return { type: 'globalThis', name: path }
  const dot = path.lastIndexOf('.')
  // The dots of a path in the workspace part no names.
  const isMember = dot > path.lastIndexOf('/') && dot > 0 && !names.modules.has(path)
  return isMember ? { type: path.slice(0, dot), name: path.slice(dot + 1) } : { type: path, name: 'default' }
}

function lowerMethod(
  called: SyntaxNode,
  node: SyntaxNode,
  argumentsOf: () => Temp[],
  isTagged: boolean,
  lowering: Lowering,
): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  const object = bare(called.childForFieldName('object'))
  const property = called.childForFieldName('property')?.text ?? ''
  const written = property === 'addEventListener' ? withEvent(property, node) : property
  const name = isTagged ? `${written}\`` : written
  if (object?.type === 'super') {
    const receiver = builder.make({ op: 'self', span })
    return builder.call({ form: 'method', receiver, type: lowering.supertype, name, arguments: argumentsOf(), span })
  }
  const path = pathOf(object, lowering)
  if (path !== null)
    return builder.call({ form: 'static', receiver: null, type: path, name, arguments: argumentsOf(), span })
  const receiver = lowerExpression(object, lowering)
  const isOptional = hasToken(called, 'optional_chain') || hasToken(node, '?.') ? { isOptional: true as const } : {}
  return builder.call({ form: 'method', receiver, type: null, name, arguments: argumentsOf(), span, ...isOptional })
}

/** What a listener is called with depends on what it listens to. */
function withEvent(name: string, call: SyntaxNode): string {
  const first = codeChildren(call.childForFieldName('arguments') ?? call)[0]
  return first && literalOf(first) === 'message' ? `${name}:message` : name
}

/** What a tagged template hands over: its constant text, then the values in it. */
function tagged(template: SyntaxNode, lowering: Lowering): Temp[] {
  const substitutions = template.namedChildren.filter(child => child.type === 'template_substitution')
  const values = substitutions.map(child => lowerExpression(codeChildren(child)[0] ?? null, lowering))
  return [lowering.builder.constant('', spanOf(template)), ...values]
}

export function lowerNew(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  const called = bare(node.childForFieldName('constructor'))
  const path = pathOf(called, lowering, true)
  const exported = called?.type === 'identifier' && path !== null ? lowering.names.exported.get(called.text) : undefined
  const values = (): Temp[] => lowerArguments(node.childForFieldName('arguments'), lowering)
  if (path !== null) {
    const made = exported && builder.make({ op: 'imported', ...exported, type: path, span })
    const name = exported ? (called?.text ?? '') : lastPart(path)
    return builder.call({ form: 'new', receiver: made ?? null, type: path, name, arguments: values(), span })
  }
  const receiver = lowerExpression(called, lowering)
  const type = called?.type === 'identifier' ? called.text : null
  return builder.call({ form: 'new', receiver, type, name: type ?? '', arguments: values(), span })
}
