import { editsOf, type Code, type Refactoring } from './code.ts'
import { bindsNames, canMoveOut } from './early-return.ts'
import { blockEnd, bodyLines, indentAt, ownLines, reindented } from './layout.ts'
import { blockAround, endsInExit, isBlock, isExit, statementsOf, type IfChain } from './statements.ts'

/** Takes an `else` away where every branch before it leaves: what stands in it is reached in no other way. */
export function elseAfterExit(code: Code, chain: IfChain): Refactoring | null {
  const { node, branches, otherwise, hasLooseComments, hasInitializer } = chain
  const block = blockAround(node)
  const lines = ownLines(code, node.startIndex, node.endIndex)
  const inner = otherwise && isBlock(otherwise) ? bodyLines(code, otherwise) : null
  if (!block || !lines || !otherwise || !inner || hasLooseComments || hasInitializer) return null
  if (!branches.every(({ body }) => (isBlock(body) ? endsInExit(body) : isExit(body)))) return null
  if (branches.some(({ condition }) => bindsNames(condition)) || !canMoveOut(code, otherwise, block)) return null
  const indent = indentAt(code.text, node.startIndex)
  const [first] = statementsOf(otherwise)
  const moved = first ? reindented(code, inner, indentAt(code.text, first.startIndex), indent) : null
  const last = branches.at(-1)?.body
  if (moved === null || !last) return null
  const before =
    code.family === 'python'
      ? code.text.slice(lines.start, bodyLines(code, last)?.end ?? lines.start)
      : `${code.text.slice(lines.start, last.endIndex)}\n`
  return {
    kind: 'rewrite',
    title: `Remove the \`else\` of the \`if\` of line ${code.positionAt(node.startIndex).line + 1}: what is before it leaves`,
    edits:
      before.trim() === ''
        ? []
        : editsOf(code, [{ start: lines.start, end: blockEnd(code, lines, inner), newText: `${before}${moved}` }]),
    at: node.startIndex,
    added: null,
  }
}
