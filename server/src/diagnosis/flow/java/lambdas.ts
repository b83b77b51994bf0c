import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp } from '../ir.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, inner, spanOf, type Lowering } from './lowering.ts'
import { pathOf } from './members.ts'
import { typeName } from './names.ts'
import { lowerStatement } from './statements.ts'

function closure(node: SyntaxNode, lowering: Lowering, fill: (within: Lowering) => void): Temp {
  const head = {
    name: '',
    className: lowering.classes[0]?.name ?? null,
    span: spanOf(node),
    isVariadic: false,
    isStatic: false,
    isAbstract: false,
    returnType: null,
    annotations: [],
  }
  const within = inner(lowering, head)
  fill(within)
  lowering.depth = within.depth
  return lowering.builder.make({ op: 'closure', function: within.builder.finish(), span: spanOf(node) })
}

export function lowerLambda(node: SyntaxNode, lowering: Lowering): Temp {
  return closure(node, lowering, within => {
    declareParameters(node.childForFieldName('parameters'), within)
    const body = node.childForFieldName('body')
    if (body?.type === 'block') lowerStatement(body, within)
    else if (body) within.builder.return(lowerExpression(body, within), spanOf(body))
  })
}

function declareParameters(parameters: SyntaxNode | null, { builder, names }: Lowering): void {
  if (parameters?.type === 'identifier') builder.parameter(parameters.text, null, spanOf(parameters))
  for (const child of parameters ? codeChildren(parameters) : []) {
    const name = child.type === 'identifier' ? child : child.childForFieldName('name')
    if (name) builder.parameter(name.text, typeName(child.childForFieldName('type'), names), spanOf(name))
  }
}

/** `a::b` is a function that calls it with what it is given. */
export function lowerMethodReference(node: SyntaxNode, lowering: Lowering): Temp {
  const [object, last] = codeChildren(node)
  const isNew = node.children.at(-1)?.type === 'new'
  const name = isNew ? '' : (last?.text ?? '')
  const path = object && pathOf(object, lowering)
  const receiver = object && path === null && !isNew ? lowerExpression(object, lowering) : null
  const held = lowering.builder.declare(' held', null, spanOf(node))
  if (receiver !== null) lowering.builder.write(held, receiver, spanOf(node))
  return closure(node, lowering, within => {
    const { builder } = within
    const span = spanOf(node)
    const parameter = builder.read(builder.parameter('it', null, span), span)
    const captured = receiver === null ? null : builder.lookup(' held')
    const call =
      captured === null
        ? { form: isNew ? ('new' as const) : ('static' as const), receiver: null, type: path ?? object?.text ?? null }
        : { form: 'method' as const, receiver: builder.read(captured, span), type: null }
    builder.return(builder.call({ ...call, name, arguments: [parameter], span }), span)
  })
}
