import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp } from '../ir.ts'
import { targetOf } from './assignments.ts'
import { lowerCondition } from './conditions.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, nothingKnown, spanOf, type Lowering } from './lowering.ts'
import { lowerStatement } from './statements.ts'

/** `for` in each of its forms. */
export function lowerFor(node: SyntaxNode, lowering: Lowering, label: string | null): void {
  const { builder } = lowering
  const body = node.childForFieldName('body')
  const head = codeChildren(node).find(child => child.startIndex !== body?.startIndex) ?? null
  builder.scope(() => {
    if (head?.type === 'range_clause') {
      lowerRange(head, body, lowering, label)
      return
    }
    const isClause = head?.type === 'for_clause'
    if (isClause) lowerStatement(head.childForFieldName('initializer'), lowering)
    const condition = isClause ? head.childForFieldName('condition') : head
    builder.loop({
      label,
      test: condition && ((then, otherwise) => lowerCondition(condition, then, otherwise, lowering)),
      body: () => lowerStatement(body, lowering),
      step: () => lowerStatement(isClause ? head.childForFieldName('update') : null, lowering),
    })
  })
}

function lowerRange(clause: SyntaxNode, body: SyntaxNode | null, lowering: Lowering, label: string | null): void {
  const { builder } = lowering
  const of = lowerExpression(clause.childForFieldName('right'), lowering)
  const left = clause.childForFieldName('left')
  const names = left ? codeChildren(left) : []
  const isDeclared = clause.children.some(child => child.type === ':=')
  builder.loop({
    label,
    test: (then, otherwise) => builder.branch(nothingKnown(lowering, clause), then, otherwise, spanOf(clause)),
    body: () => {
      for (const [at, name] of names.entries()) {
        const value = at === 0 ? keyOf(of, clause, lowering) : elementOf(of, name, lowering)
        const span = spanOf(name)
        if (!isDeclared) targetOf(name, span, lowering)?.write(value)
        else if (name.text !== '_') builder.write(builder.declare(name.text, null, span), value, span)
      }
      lowerStatement(body, lowering)
    },
  })
}

/** Keys of lists are numbers; only those of maps may come from elsewhere, which models say. */
function keyOf(of: Temp, clause: SyntaxNode, { builder }: Lowering): Temp {
  return builder.make({ op: 'each', of, what: 'keys', span: spanOf(clause) })
}

function elementOf(of: Temp, name: SyntaxNode, { builder }: Lowering): Temp {
  return builder.make({ op: 'each', of, what: 'elements', span: spanOf(name) })
}
