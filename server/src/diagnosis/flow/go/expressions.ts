import type { SyntaxNode } from '../../../syntax/tree.ts'
import { binaryOperator } from '../lower-alike.ts'
import type { BinaryOperator, Temp } from '../ir.ts'
import { lowerCall } from './calls.ts'
import { lowerClosure } from './closures.ts'
import { lowerComposite } from './composites.ts'
import { isCondition, lowerChoice } from './conditions.ts'
import { literalOf } from './literals.ts'
import { codeChildren, nested, nothingKnown, spanOf, type Lowering } from './lowering.ts'
import { memberOf, readMember } from './members.ts'
import { typeName } from './names.ts'

/** Lowers an expression to the value that it has. */
export function lowerExpression(node: SyntaxNode | null, lowering: Lowering): Temp {
  const { builder } = lowering
  if (!node) return builder.make({ op: 'unknown', of: [], span: { start: 0, end: 0 } })
  return nested(lowering, () => lowerKind(node, lowering))
}

function lowerKind(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder, names } = lowering
  const literal = literalOf(node)
  if (literal !== undefined) return builder.constant(literal, spanOf(node))
  if (isCondition(node)) return lowerChoice(node, lowering)
  const field = (name: string): Temp => lowerExpression(node.childForFieldName(name), lowering)
  switch (node.type) {
    case 'identifier':
    case 'selector_expression':
      return readMember(node, lowering)
    case 'parenthesized_expression':
      return lowerExpression(codeChildren(node)[0] ?? null, lowering)
    case 'binary_expression':
      return lowerBinary(node, lowering)
    case 'unary_expression':
      return lowerUnary(node, lowering)
    case 'call_expression':
      return lowerCall(node, lowering)
    case 'composite_literal':
      return lowerComposite(node, lowering)
    case 'func_literal':
      return lowerClosure(node, lowering)
    case 'index_expression': {
      const object = field('operand')
      const key = field('index')
      // A nil map can be read.
      return builder.make({ op: 'element', object, key, span: spanOf(node), isOptional: true })
    }
    case 'slice_expression': {
      const receiver = field('operand')
      const values = ['start', 'end', 'capacity'].flatMap(name => {
        const bound = node.childForFieldName(name)
        return bound ? [lowerExpression(bound, lowering)] : []
      })
      return builder.call({
        form: 'static',
        receiver: null,
        type: 'builtin',
        name: 'slice',
        arguments: [receiver, ...values],
        span: spanOf(node),
      })
    }
    case 'type_assertion_expression': {
      const type = typeName(node.childForFieldName('type'), names) ?? ''
      return builder.make({ op: 'cast', type, value: field('operand'), span: spanOf(node) })
    }
    case 'type_conversion_expression': {
      const type = typeName(node.childForFieldName('type'), names) ?? ''
      return builder.make({ op: 'cast', type, value: field('operand'), span: spanOf(node) })
    }
    case 'type_instantiation_expression':
      return lowerExpression(codeChildren(node)[0] ?? null, lowering)
    case 'variadic_argument':
      return lowerExpression(codeChildren(node)[0] ?? null, lowering)
    case 'ERROR':
      return nothingKnown(lowering, node)
    default: {
      const of = /type/.test(node.type) ? [] : codeChildren(node).map(child => lowerExpression(child, lowering))
      return nothingKnown(lowering, node, of)
    }
  }
}

/** The operator of a text such as `+` or `+=`; null where it is not modelled. */
export function operatorOf(text: string): BinaryOperator | null {
  return binaryOperator(text, '//')
}

/** Sums of many parts nest deeply on their left, so they are gone down without recursion. */
function lowerBinary(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const chain: SyntaxNode[] = []
  let first: SyntaxNode | null = node
  while (first?.type === 'binary_expression' && !isCondition(first)) {
    chain.push(first)
    first = first.childForFieldName('left')
  }
  let left = lowerExpression(first, lowering)
  for (const one of chain.reverse()) {
    const right = lowerExpression(one.childForFieldName('right'), lowering)
    const operator = operatorOf(one.childForFieldName('operator')?.type ?? '')
    left = operator ? builder.binary(operator, left, right, spanOf(one)) : nothingKnown(lowering, one, [left, right])
  }
  return left
}

function lowerUnary(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  const operand = node.childForFieldName('operand')
  switch (node.childForFieldName('operator')?.type) {
    case '&':
      return lowerAddress(operand, node, lowering)
    case '*':
      return builder.make({ op: 'dereference', value: lowerExpression(operand, lowering), span })
    case '<-':
      return builder.make({ op: 'each', of: lowerExpression(operand, lowering), what: 'elements', span })
    case '-':
      return builder.make({ op: 'unary', operator: '-', value: lowerExpression(operand, lowering), span })
    case '^':
      return builder.make({ op: 'unary', operator: '~', value: lowerExpression(operand, lowering), span })
    default:
      return lowerExpression(operand, lowering)
  }
}

/** A pointer to a variable, through which it may be changed; of anything else the pointer is what it points at. */
function lowerAddress(operand: SyntaxNode | null, node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const inner = operand?.type === 'parenthesized_expression' ? (codeChildren(operand)[0] ?? null) : operand
  if (inner?.type !== 'identifier') return lowerExpression(inner, lowering)
  const member = memberOf(inner, lowering)
  if (member.kind !== 'variable') return readMember(inner, lowering)
  return builder.address(member.variable, spanOf(node))
}
