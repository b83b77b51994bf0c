import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Block, Temp } from '../ir.ts'
import { shortCircuit } from '../lower-alike.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, nested, spanOf, type Lowering } from './lowering.ts'

/** Branches to one of two blocks by a condition; `&&`, `||` and `!` are ways through it. */
export function lowerCondition(node: SyntaxNode | null, then: Block, otherwise: Block, lowering: Lowering): void {
  const { builder } = lowering
  if (!node) {
    builder.jump(then)
    return
  }
  const operator = operatorOf(node)
  nested(lowering, () => {
    if (node.type === 'parenthesized_expression') {
      lowerCondition(codeChildren(node)[0] ?? null, then, otherwise, lowering)
    } else if (operator === '!') {
      lowerCondition(node.childForFieldName('operand'), otherwise, then, lowering)
    } else if (operator === '&&' || operator === '||') {
      shortCircuit(builder, { isAnd: operator === '&&', then, otherwise }, (side, yes, no) =>
        lowerCondition(node.childForFieldName(side), yes, no, lowering),
      )
    } else {
      builder.branch(lowerExpression(node, lowering), then, otherwise, spanOf(node))
    }
  })
}

function operatorOf(node: SyntaxNode): string | null {
  if (node.type !== 'binary_expression' && node.type !== 'unary_expression') return null
  return node.childForFieldName('operator')?.type ?? null
}

/** Whether an expression's value is chosen by control flow. */
export function isCondition(node: SyntaxNode): boolean {
  const operator = operatorOf(node)
  return operator === '&&' || operator === '||' || operator === '!'
}

/** A condition whose value is used. */
export function lowerChoice(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  return builder.choice('bool', span, put => {
    builder.ifElse(
      (then, otherwise) => lowerCondition(node, then, otherwise, lowering),
      () => put(builder.constant(true, span)),
      () => put(builder.constant(false, span)),
    )
  })
}
