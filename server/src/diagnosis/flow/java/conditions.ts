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
  return node.type === 'ternary_expression' || ['&&', '||', '!'].includes(operatorOf(node) ?? '')
}

/** A ternary, or a condition whose value is used. */
export function lowerChoice(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const isTernary = node.type === 'ternary_expression'
  const side = (field: string, value: boolean): Temp =>
    isTernary ? lowerExpression(node.childForFieldName(field), lowering) : builder.constant(value, spanOf(node))
  return builder.choice(isTernary ? null : 'boolean', spanOf(node), put => {
    builder.ifElse(
      (then, otherwise) =>
        lowerCondition(isTernary ? node.childForFieldName('condition') : node, then, otherwise, lowering),
      () => put(side('consequence', true)),
      () => put(side('alternative', false)),
    )
  })
}
