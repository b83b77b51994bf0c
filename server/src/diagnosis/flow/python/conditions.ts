import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { BinaryOperator, Block, Span, Temp } from '../ir.ts'
import { shortCircuit } from '../lower-alike.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, nested, spanOf, type Lowering } from './lowering.ts'

const comparisons: Record<string, BinaryOperator> = {
  '==': '==',
  '!=': '!=',
  is: '==',
  'is not': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

/** Branches to one of two blocks by a condition; `and`, `or` and `not` are ways through it. */
export function lowerCondition(node: SyntaxNode | null, then: Block, otherwise: Block, lowering: Lowering): void {
  const { builder } = lowering
  if (!node) {
    builder.jump(then)
    return
  }
  nested(lowering, () => {
    const operator = operatorOf(node)
    if (node.type === 'parenthesized_expression') {
      lowerCondition(codeChildren(node)[0] ?? null, then, otherwise, lowering)
    } else if (node.type === 'not_operator') {
      lowerCondition(node.childForFieldName('argument'), otherwise, then, lowering)
    } else if (operator === 'and' || operator === 'or') {
      shortCircuit(builder, { isAnd: operator === 'and', then, otherwise }, (side, yes, no) =>
        lowerCondition(node.childForFieldName(side), yes, no, lowering),
      )
    } else if (node.type === 'comparison_operator') {
      lowerComparisons(node, then, otherwise, lowering)
    } else {
      builder.branch(lowerExpression(node, lowering), then, otherwise, spanOf(node))
    }
  })
}

function operatorOf(node: SyntaxNode): string | null {
  return node.type === 'boolean_operator' ? (node.childForFieldName('operator')?.type ?? null) : null
}

/** Whether a comparison's value is chosen by control flow: several in a row, or one that is turned around. */
export function isCondition(node: SyntaxNode): boolean {
  return node.childCount > 3 || node.children[1]?.type === 'not in'
}

/** `a < b < c` holds where each of its comparisons does. */
function lowerComparisons(node: SyntaxNode, then: Block, otherwise: Block, lowering: Lowering): void {
  const { builder } = lowering
  const parts = node.children.filter(child => child.type !== 'comment')
  let left = lowerExpression(parts[0] ?? null, lowering)
  for (let at = 1; at + 1 < parts.length; at += 2) {
    const operator = parts[at]?.type ?? ''
    const right = lowerExpression(parts[at + 1] ?? null, lowering)
    const holds = at + 3 < parts.length ? builder.block() : then
    const condition = compare(operator, left, right, spanOf(node), lowering)
    if (operator === 'not in') builder.branch(condition, otherwise, holds, spanOf(node))
    else builder.branch(condition, holds, otherwise, spanOf(node))
    if (holds !== then) builder.begin(holds)
    left = right
  }
}

/** One comparison. */
export function lowerComparison(node: SyntaxNode, lowering: Lowering): Temp {
  const [first, operator, second] = node.children.filter(child => child.type !== 'comment')
  const left = lowerExpression(first ?? null, lowering)
  const right = lowerExpression(second ?? null, lowering)
  return compare(operator?.type ?? '', left, right, spanOf(node), lowering)
}

/** `in` asks the right side; `not in` is its opposite, which the caller sees to. */
function compare(text: string, left: Temp, right: Temp, span: Span, { builder }: Lowering): Temp {
  if (text === 'in' || text === 'not in')
    return builder.call({ form: 'method', receiver: right, type: null, name: 'in', arguments: [left], span })
  const operator = comparisons[text]
  return operator ? builder.binary(operator, left, right, span) : builder.make({ op: 'unknown', of: [], span })
}

/** A value that control flow chooses. */
export function lowerChoice(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  if (node.type === 'boolean_operator') return lowerEither(node, lowering)
  const [value, condition, alternative] = codeChildren(node)
  const isTernary = node.type === 'conditional_expression'
  const side = (part: SyntaxNode | undefined, constant: boolean): Temp =>
    isTernary ? lowerExpression(part ?? null, lowering) : builder.constant(constant, span)
  return builder.choice(isTernary ? null : 'bool', span, put => {
    builder.ifElse(
      (then, otherwise) => lowerCondition(isTernary ? (condition ?? null) : node, then, otherwise, lowering),
      () => put(side(value, true)),
      () => put(side(alternative, false)),
    )
  })
}

/** `a or b` is one of the two, not whether. */
function lowerEither(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const left = lowerExpression(node.childForFieldName('left'), lowering)
  const right = (): Temp => lowerExpression(node.childForFieldName('right'), lowering)
  const isAnd = operatorOf(node) === 'and'
  return builder.choice(null, spanOf(node), put => {
    builder.ifElse(
      (then, otherwise) => builder.branch(left, then, otherwise, spanOf(node)),
      () => put(isAnd ? right() : left),
      () => put(isAnd ? left : right()),
    )
  })
}
