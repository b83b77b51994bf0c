import type { SyntaxNode } from '../../../syntax/tree.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, nested, spanOf, type Lowering } from './lowering.ts'
import { pathText, qualified } from './names.ts'
import { patternTarget } from './scan.ts'
import { lowerStatement } from './statements.ts'
import { assign } from './targets.ts'

/** `try`, `except`, `else`, `finally`. What `else` does is caught by none of its clauses, but it is not told apart here. */
export function lowerTry(node: SyntaxNode, lowering: Lowering): void {
  const { builder, imports, names } = lowering
  const clauses = node.namedChildren.filter(child => /^except(_group)?_clause$/.test(child.type))
  const other = node.namedChildren.find(child => child.type === 'else_clause')
  const final = node.namedChildren.find(child => child.type === 'finally_clause')
  const body = (): void => {
    lowerStatement(node.childForFieldName('body'), lowering)
    if (other) lowerStatement(other, lowering)
  }
  if (clauses.length === 0 && !final) {
    body()
    return
  }
  builder.try(
    body,
    clauses.map(clause => {
      const block = clause.namedChildren.find(child => child.type === 'block') ?? null
      const caught = codeChildren(clause).find(child => child.type !== 'block') ?? null
      const named = caught?.type === 'as_pattern' ? (caught.namedChildren[0] ?? null) : caught
      const path = pathText(named)
      return {
        type: path === null ? null : qualified(path, imports, names),
        span: spanOf(caught ?? clause),
        body: value => {
          assign(patternTarget(caught), value, null, spanOf(caught ?? clause), lowering)
          lowerStatement(block, lowering)
        },
      }
    }),
    final ? () => lowerStatement(final.namedChildren.find(child => child.type === 'block') ?? null, lowering) : null,
  )
}

/** `with a as b, c:` leaves each on every way out, the last one first. */
export function lowerWith(node: SyntaxNode, lowering: Lowering): void {
  const clause = node.namedChildren.find(child => child.type === 'with_clause')
  const items = clause?.namedChildren.filter(child => child.type === 'with_item') ?? []
  lowerItems(items, node.childForFieldName('body'), lowering)
}

function lowerItems(items: readonly SyntaxNode[], body: SyntaxNode | null, lowering: Lowering): void {
  const [item, ...rest] = items
  if (!item) {
    lowerStatement(body, lowering)
    return
  }
  const { builder } = lowering
  const [value] = codeChildren(item)
  const expression = value?.type === 'as_pattern' ? (value.namedChildren[0] ?? null) : (value ?? null)
  const span = spanOf(item)
  const receiver = lowerExpression(expression, lowering)
  assign(patternTarget(value ?? null), receiver, null, span, lowering)
  const swallows = mayBeCaught(expression, body) ? [{ type: null, span, body: () => undefined }] : []
  builder.try(
    () => nested(lowering, () => lowerItems(rest, body, lowering)),
    swallows,
    () => {
      const call = { form: 'method' as const, receiver, type: null, name: '__exit__', arguments: [], span }
      builder.call({ ...call, isOptional: true })
    },
  )
}

/** Whether what is thrown in a `with` may end there: `suppress`, `assertRaises`, or a body that is there to throw. */
function mayBeCaught(manager: SyntaxNode | null, body: SyntaxNode | null): boolean {
  const called = manager?.type === 'call' ? manager.childForFieldName('function')?.text : manager?.text
  if (/raises|suppress|assert|ignor|expect|catch|swallow|toler/i.test(called ?? '')) return true
  return body?.namedChildren.at(-1)?.type === 'raise_statement'
}
