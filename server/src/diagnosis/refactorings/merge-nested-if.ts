import { editsOf, type Code, type Refactoring } from './code.ts'
import { conjunction } from './conditions.ts'
import { bindsNames, headOf } from './early-return.ts'
import { blockEnd, bodyLines, indentAt, ownLines, reindented } from './layout.ts'
import { ifChain, isBlock, statementsOf, type IfChain } from './statements.ts'

/** Makes one `if` of one that holds nothing but another. */
export function mergeNestedIf(code: Code, outer: IfChain): Refactoring | null {
  const [{ condition, body }, ...others] = outer.branches
  const [only, ...more] = isBlock(body) ? statementsOf(body) : []
  const inner = only && more.length === 0 ? ifChain(only, code.family) : null
  if (!inner || others.length > 0 || outer.otherwise || inner.otherwise || inner.branches.length > 1) return null
  const isPlain = (chain: IfChain): boolean =>
    !chain.hasLooseComments && !chain.hasInitializer && !chain.branches.some(branch => bindsNames(branch.condition))
  if (!isPlain(outer) || !isPlain(inner)) return null
  const { node } = outer
  const [{ condition: second, body: deepest }] = inner.branches
  const lines = ownLines(code, node.startIndex, node.endIndex)
  const outerLines = bodyLines(code, body)
  const innerLines = isBlock(deepest) ? bodyLines(code, deepest) : null
  const [first] = isBlock(deepest) ? statementsOf(deepest) : []
  if (!lines || !outerLines || !innerLines || !first) return null
  // Comments beside the inner `if` would be lost; so would lines that belong to it no more.
  if (!isAllOf(code, outerLines, inner)) return null
  const indent = indentAt(code.text, node.startIndex)
  const moved = reindented(
    code,
    innerLines,
    indentAt(code.text, first.startIndex),
    indentAt(code.text, inner.node.startIndex),
  )
  if (moved === null) return null
  const head = headOf(code, conjunction(condition, second, code.family))
  const close = code.family === 'python' ? '' : `${indent}}\n`
  return {
    kind: 'rewrite',
    title: `Merge the nested \`if\`s of line ${code.positionAt(node.startIndex).line + 1}`,
    edits: editsOf(code, [
      { start: lines.start, end: blockEnd(code, lines, innerLines), newText: `${indent}${head}\n${moved}${close}` },
    ]),
    at: node.startIndex,
    added: null,
  }
}

/** Whether lines hold nothing but an `if`. */
function isAllOf(code: Code, { start, end }: { start: number; end: number }, { node, branches }: IfChain): boolean {
  const [{ body }] = branches
  const ends = code.family === 'python' ? (bodyLines(code, body)?.end ?? 0) : node.endIndex
  const around = code.text.slice(start, node.startIndex) + code.text.slice(Math.max(ends, node.endIndex), end)
  const head = code.text.slice(node.startIndex, bodyLines(code, body)?.start ?? node.startIndex)
  return around.trim() === '' && !/(?:^|\s)(?:#|\/\/|\/\*)/.test(head)
}
