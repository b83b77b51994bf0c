import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { CallInstruction, Temp } from '../ir.ts'
import { lastPart } from '../last-part.ts'
import { lowerExpression } from './expressions.ts'
import { literalOf } from './literals.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'
import { importPath, meaningOf } from './members.ts'
import { lowerFormat } from './strings.ts'

type Arguments = Pick<CallInstruction, 'arguments' | 'argumentNames'>

/** Arguments in their order; those that are spread out are named `*` and `**`. */
function lowerArguments(node: SyntaxNode | null, lowering: Lowering): Arguments {
  if (!node) return { arguments: [] }
  // `f(x for x in y)` has no list.
  if (node.type === 'generator_expression') return { arguments: [lowerExpression(node, lowering)] }
  const made: Temp[] = []
  const argumentNames: (string | null)[] = []
  for (const child of codeChildren(node)) {
    if (child.type === 'keyword_argument') {
      argumentNames.push(child.childForFieldName('name')?.text ?? '')
      made.push(lowerExpression(child.childForFieldName('value'), lowering))
      continue
    }
    const isSpread = child.type === 'list_splat' || child.type === 'dictionary_splat'
    argumentNames.push(isSpread ? (child.type === 'list_splat' ? '*' : '**') : null)
    made.push(lowerExpression(isSpread ? (codeChildren(child)[0] ?? null) : child, lowering))
  }
  return argumentNames.some(name => name !== null) ? { arguments: made, argumentNames } : { arguments: made }
}

export function lowerCall(node: SyntaxNode, lowering: Lowering): Temp {
  const called = node.childForFieldName('function')
  const list = node.childForFieldName('arguments')
  if (called?.type === 'attribute') return lowerMethodCall(node, called, list, lowering)
  if (called?.type === 'identifier') return lowerNamedCall(node, called, list, lowering)
  return callValue(lowerExpression(called ?? null, lowering), node, list, lowering)
}

/** Calls a value that is a function. */
function callValue(receiver: Temp, node: SyntaxNode, list: SyntaxNode | null, lowering: Lowering): Temp {
  const given = lowerArguments(list, lowering)
  return lowering.builder.call({ form: 'method', receiver, type: null, name: '', ...given, span: spanOf(node) })
}

function lowerNamedCall(node: SyntaxNode, called: SyntaxNode, list: SyntaxNode | null, lowering: Lowering): Temp {
  const { builder, names } = lowering
  const span = spanOf(node)
  const meaning = meaningOf(called.text, lowering)
  switch (meaning.kind) {
    case 'variable':
      return callValue(builder.read(meaning.variable, spanOf(called)), node, list, lowering)
    case 'module-variable':
      return callValue(lowerExpression(called, lowering), node, list, lowering)
    case 'class':
      return construct(meaning.name, node, list, lowering)
    case 'import': {
      if (isClassName(meaning.name)) return construct(meaning.name, node, list, lowering)
      const dot = meaning.name.lastIndexOf('.')
      const type = dot < 0 ? '' : meaning.name.slice(0, dot)
      const given = lowerArguments(list, lowering)
      return builder.call({ form: 'free', receiver: null, type, name: lastPart(meaning.name), ...given, span })
    }
    case 'function':
    case 'builtin': {
      const type = meaning.kind === 'function' ? names.module : 'builtins'
      const given = lowerArguments(list, lowering)
      return builder.call({ form: 'free', receiver: null, type, name: meaning.name, ...given, span })
    }
  }
}

function construct(type: string, node: SyntaxNode, list: SyntaxNode | null, lowering: Lowering): Temp {
  const given = lowerArguments(list, lowering)
  return lowering.builder.call({
    form: 'new',
    receiver: null,
    type,
    name: lastPart(type),
    ...given,
    span: spanOf(node),
  })
}

function lowerMethodCall(node: SyntaxNode, called: SyntaxNode, list: SyntaxNode | null, lowering: Lowering): Temp {
  const { builder, classes } = lowering
  const object = called.childForFieldName('object')
  const name = called.childForFieldName('attribute')?.text ?? ''
  const span = spanOf(node)
  if (object?.type === 'call' && object.childForFieldName('function')?.text === 'super') {
    const above = classes[0]?.supertypes[0] ?? null
    const own = name === '__init__' && above !== null ? lastPart(above) : name
    return builder.call({
      form: 'static',
      receiver: null,
      type: above,
      name: own,
      ...lowerArguments(list, lowering),
      span,
    })
  }
  const text = name === 'format' ? literalOf(object) : undefined
  const formatted = typeof text === 'string' ? lowerFormat(text, list, span, lowering) : null
  if (formatted !== null) return formatted
  if (isClassName(name)) {
    const path = importPath(object, lowering)
    if (path !== null) return construct(`${path}.${name}`, node, list, lowering)
  }
  const receiver = lowerExpression(object, lowering)
  const value = builder.call({ form: 'method', receiver, type: null, name, ...lowerArguments(list, lowering), span })
  // A file that no name holds is closed as soon as nobody uses it any more.
  if (object?.type === 'call' && /(^|\.)open$/.test(object.childForFieldName('function')?.text ?? ''))
    builder.call({ form: 'method', receiver, type: null, name: 'close', arguments: [], span, isOptional: true })
  // `request.args.get('id', type=int)` gives a number.
  const isNumber = list?.namedChildren.some(
    one => one.type === 'keyword_argument' && /^type\s*=\s*(int|float|bool)$/.test(one.text),
  )
  return isNumber ? builder.make({ op: 'cast', type: 'int', value, span }) : value
}

/** Classes begin with a capital, and are not written in capitals only, as constants are, unless they are short. */
function isClassName(name: string): boolean {
  return /^_*[A-Z]/.test(lastPart(name))
}
