import type { SyntaxNode } from '../../../syntax/tree.ts'
import { binaryOperator } from '../lower-alike.ts'
import type { BinaryOperator, Temp } from '../ir.ts'
import { lowerCall } from './calls.ts'
import { lowerComprehension } from './comprehensions.ts'
import { isCondition, lowerChoice, lowerComparison } from './conditions.ts'
import { lowerLambda } from './functions.ts'
import { literalOf, plainLiteral } from './literals.ts'
import { codeChildren, nested, spanOf, type Lowering } from './lowering.ts'
import { lowerIdentifier } from './members.ts'
import { lowerPercent, lowerString } from './strings.ts'
import { assign } from './targets.ts'

/** Lowers an expression to the value that it has. */
export function lowerExpression(node: SyntaxNode | null, lowering: Lowering): Temp {
  if (!node) return lowering.builder.make({ op: 'unknown', of: [], span: { start: 0, end: 0 } })
  return nested(lowering, () => lowerKind(node, lowering))
}

function lowerKind(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  const literal = plainLiteral(node)
  if (literal !== undefined) return builder.constant(literal, span)
  switch (node.type) {
    case 'identifier':
      return lowerIdentifier(node, lowering)
    case 'string':
    case 'concatenated_string':
      return lowerString(node, lowering)
    case 'attribute': {
      const object = lowerExpression(node.childForFieldName('object'), lowering)
      const name = node.childForFieldName('attribute')?.text ?? ''
      // `None` has those, too.
      const isOfAll = name.startsWith('__')
      return builder.make({ op: 'field', object, type: null, name, span, ...(isOfAll && { isOptional: true }) })
    }
    case 'call':
      return lowerCall(node, lowering)
    case 'subscript':
      return lowerSubscript(node, lowering)
    case 'parenthesized_expression':
    case 'await':
      return lowerExpression(codeChildren(node)[0] ?? null, lowering)
    case 'binary_operator':
      return lowerBinary(node, lowering)
    case 'unary_operator':
      return lowerUnary(node, lowering)
    case 'comparison_operator':
      return isCondition(node) ? lowerChoice(node, lowering) : lowerComparison(node, lowering)
    case 'boolean_operator':
    case 'not_operator':
    case 'conditional_expression':
      return lowerChoice(node, lowering)
    case 'named_expression': {
      const value = lowerExpression(node.childForFieldName('value'), lowering)
      assign(node.childForFieldName('name'), value, null, span, lowering)
      return value
    }
    case 'lambda':
      return lowerLambda(node, lowering)
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
    case 'pattern_list':
      return lowerList(node, lowering)
    case 'dictionary':
      return lowerDictionary(node, lowering)
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
    case 'dictionary_comprehension':
      return lowerComprehension(node, lowering)
    case 'yield':
      return lowerYield(node, lowering)
    case 'keyword_argument':
      return lowerExpression(node.childForFieldName('value'), lowering)
    default: {
      const of = codeChildren(node).map(child => lowerExpression(child, lowering))
      return builder.make({ op: 'unknown', of, span })
    }
  }
}

/** The operator of a text such as `+` or `+=`; null where it is not modelled. */
export function operatorOf(text: string): BinaryOperator | null {
  return binaryOperator(text, '/')
}

function lowerBinary(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const left = node.childForFieldName('left')
  const right = node.childForFieldName('right')
  const operator = operatorOf(node.childForFieldName('operator')?.type ?? '')
  const formatted = operator === '%' && left && right ? lowerPercent(left, right, spanOf(node), lowering) : null
  if (formatted !== null) return formatted
  const sides = [lowerExpression(left, lowering), lowerExpression(right, lowering)] as const
  if (!operator) return builder.make({ op: 'unknown', of: [...sides], span: spanOf(node) })
  return builder.binary(operator, ...sides, spanOf(node))
}

function lowerUnary(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const operator = node.children[0]?.type
  const literal = literalOf(node)
  if (literal !== undefined) return builder.constant(literal, spanOf(node))
  const value = lowerExpression(node.childForFieldName('argument'), lowering)
  if (operator === '-' || operator === '~') return builder.make({ op: 'unary', operator, value, span: spanOf(node) })
  return value
}

/** `a[k]`, `a[i, j]` and `a[from:to]`. */
function lowerSubscript(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  const [value, ...keys] = codeChildren(node)
  const object = lowerExpression(value ?? null, lowering)
  const [only] = keys
  if (only?.type === 'slice' && keys.length === 1) {
    const bounds = sliceBounds(only, lowering)
    return builder.call({ form: 'method', receiver: object, type: null, name: '[:]', arguments: bounds, span })
  }
  if (keys.length === 1)
    return builder.make({ op: 'element', object, key: lowerExpression(only ?? null, lowering), span })
  const of = [object, ...keys.map(key => lowerExpression(key, lowering))]
  return builder.make({ op: 'unknown', of, span })
}

/** Where a slice begins, ends, and its steps; `None` where it does not say. */
function sliceBounds(node: SyntaxNode, lowering: Lowering): Temp[] {
  const bounds: (SyntaxNode | null)[] = [null]
  for (const child of node.children) {
    if (child.type === ':') bounds.push(null)
    else if (child.isNamed) bounds[bounds.length - 1] = child
  }
  return bounds.map(bound => (bound ? lowerExpression(bound, lowering) : lowering.builder.constant(null, spanOf(node))))
}

function lowerList(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  const children = codeChildren(node)
  const made = children.map(child => lowerExpression(child, lowering))
  const type = node.type === 'set' ? 'set' : node.type === 'list' ? 'list' : 'tuple'
  // `[*a, b]`: how many there are is not known.
  if (children.some(child => child.type.startsWith('list_splat'))) {
    const all = builder.make({ op: 'unknown', of: made, span })
    return builder.make({ op: 'map', type, entries: [{ key: null, value: all }], span })
  }
  return builder.make({ op: 'list', type, elements: made, span })
}

function lowerDictionary(node: SyntaxNode, lowering: Lowering): Temp {
  const entries = codeChildren(node).map(child => {
    if (child.type !== 'pair') return { key: null, value: lowerExpression(child, lowering) }
    const key = literalOf(child.childForFieldName('key'))
    if (key === undefined) lowerExpression(child.childForFieldName('key'), lowering)
    return { key: key ?? null, value: lowerExpression(child.childForFieldName('value'), lowering) }
  })
  return lowering.builder.make({ op: 'map', type: 'dict', entries, span: spanOf(node) })
}

/** What a generator yields is gathered: its caller gets all of it. */
function lowerYield(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  const given = lowerExpression(codeChildren(node)[0] ?? null, lowering)
  // Whoever goes around it has it now.
  const value = builder.call({
    form: 'free',
    receiver: null,
    type: 'builtins',
    name: 'yield',
    arguments: [given],
    span,
  })
  lowering.yielded ??= builder.declare(' yielded', null, span)
  const before = builder.read(lowering.yielded, span)
  builder.write(lowering.yielded, builder.make({ op: 'unknown', of: [before, value], span }), span)
  return builder.make({ op: 'unknown', of: [], span })
}
