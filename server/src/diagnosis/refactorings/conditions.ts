import type { SyntaxNode } from '../../syntax/tree.ts'
import type { Family } from './code.ts'
import { withoutParentheses } from './statements.ts'

/** Comparisons whose opposite holds for every value; `<` has none, because neither holds for NaN. */
const opposites: Record<string, string> = {
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
  is: 'is not',
  'is not': 'is',
  in: 'not in',
  'not in': 'in',
}

const plain =
  /^(?:identifier|call|call_expression|method_invocation|attribute|member_expression|selector_expression|field_access|subscript|subscript_expression|index_expression|array_access|true|false|this|none)$/

/** A condition that holds where another does not. */
export function negated(condition: SyntaxNode, family: Family): string {
  const node = withoutParentheses(condition)
  const simple = simplyNegated(node, family)
  if (simple !== null) return simple
  const { operator, operands } = logicalParts(node)
  const parts = operands.map(operand => simplyNegated(withoutParentheses(operand), family))
  if (operator !== null && parts.every(part => part !== null)) {
    const other = { '&&': '||', '||': '&&', and: 'or', or: 'and' }[operator]
    return parts.join(` ${other} `)
  }
  return family === 'python' ? `not (${node.text})` : `!(${node.text})`
}

/** Null where parentheses would be needed. */
function simplyNegated(node: SyntaxNode, family: Family): string | null {
  const not = family === 'python' ? 'not ' : '!'
  if (plain.test(node.type)) return `${not}${node.text}`
  if (node.type === 'not_operator' || (node.type === 'unary_expression' && node.child(0)?.type === '!')) {
    const inner = node.childForFieldName('argument') ?? node.childForFieldName('operand')
    const inside = inner && withoutParentheses(inner)
    return inside && (plain.test(inside.type) || isEquality(inside)) ? inside.text : null
  }
  if (!isEquality(node)) return null
  const [left, operator, right] = comparisonParts(node)
  return left && operator && right ? `${left} ${opposites[operator]} ${right}` : null
}

function isEquality(node: SyntaxNode): boolean {
  const [, operator] = comparisonParts(node)
  return operator !== undefined && operator in opposites
}

/** Left side, operator, and right side; empty for what is no comparison of two. */
function comparisonParts(node: SyntaxNode): string[] {
  if (node.type === 'comparison_operator') {
    const operands = node.namedChildren
    const [left, right] = operands
    if (operands.length !== 2 || !left || !right) return []
    const operator = node.text.slice(left.endIndex - node.startIndex, right.startIndex - node.startIndex)
    return [left.text, operator.trim().replaceAll(/\s+/g, ' '), right.text]
  }
  if (node.type !== 'binary_expression') return []
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
  const operator = node.childForFieldName('operator')
  // What binds less than a comparison would need parentheses, and has none.
  return left && right && operator ? [left.text, operator.text, right.text] : []
}

interface LogicalParts {
  operator: '&&' | '||' | 'and' | 'or' | null
  operands: SyntaxNode[]
}

/** The operands of a row of equal operators. */
export function logicalParts(node: SyntaxNode): LogicalParts {
  const own = operatorOf(node)
  if (own === null) return { operator: null, operands: [] }
  const operands: SyntaxNode[] = []
  const flatten = (at: SyntaxNode): void => {
    if (operatorOf(at) !== own) {
      operands.push(at)
      return
    }
    const [left, right] = [at.childForFieldName('left'), at.childForFieldName('right')]
    if (left) flatten(left)
    if (right) operands.push(right)
  }
  flatten(node)
  return { operator: own, operands }
}

function operatorOf(node: SyntaxNode): LogicalParts['operator'] {
  const text = /^(?:binary_expression|boolean_operator)$/.test(node.type)
    ? node.childForFieldName('operator')?.text
    : undefined
  return text === '&&' || text === '||' || text === 'and' || text === 'or' ? text : null
}

/** What binds less than `and`, so that it needs parentheses beside one. */
const loose =
  /^(?:conditional_expression|ternary_expression|lambda|lambda_expression|arrow_function|assignment_expression|augmented_assignment_expression|named_expression|sequence_expression|yield_expression|yield|switch_expression)$/

/** A condition that holds where two do. */
export function conjunction(one: SyntaxNode, other: SyntaxNode, family: Family): string {
  const operand = (node: SyntaxNode): string => {
    const operator = node.childForFieldName('operator')?.text ?? ''
    const isLoose = loose.test(node.type) || /^(?:\|\||or|\?\?)$/.test(operator)
    return isLoose ? `(${node.text})` : node.text
  }
  return `${operand(one)} ${family === 'python' ? 'and' : '&&'} ${operand(other)}`
}
