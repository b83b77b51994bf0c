import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Span } from '../ir.ts'

/** Nodes of the grammars whose children are statements, one after the other. */
const sequences = new Set(
  `block statement_block constructor_body switch_block_statement_group switch_case switch_default program module source_file
  statement_list expression_case default_case communication_case type_case compound_statement`.split(/\s+/),
)

/** The statement that a place stands in, and what it stands among. */
export interface Statement {
  node: SyntaxNode
  among: SyntaxNode
}

/** The innermost statement around a place; null where the grammar has no such. */
export function statementAt(root: SyntaxNode, { start, end }: Span): Statement | null {
  let node = root.descendantForIndex(start, Math.max(start, end - 1))
  for (let around = node?.parent ?? null; node && around; node = around, around = around.parent)
    if (sequences.has(around.type)) return { node, among: around }
  return null
}

/** The offsets of whole lines that a statement has for itself; those of the statement alone where it shares them. */
export function linesOf(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const lineBreak = text.indexOf('\n', end)
  const lineEnd = lineBreak < 0 ? text.length : lineBreak + 1
  const isAlone = text.slice(lineStart, start).trim() === '' && /^\s*;?\s*$/.test(text.slice(end, lineEnd))
  return isAlone ? { start: lineStart, end: lineEnd } : { start, end }
}
