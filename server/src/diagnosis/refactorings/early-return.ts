import type { SyntaxNode } from '../../syntax/tree.ts'
import { editsOf, isWithin, nodesIn, type Code, type Refactoring } from './code.ts'
import { negated } from './conditions.ts'
import { blockEnd, bodyLines, indentAt, ownLines, reindented } from './layout.ts'
import { namesIn } from './scopes/names.ts'
import {
  blockAround,
  endsInExit,
  isBlock,
  isComment,
  isFunction,
  isLoop,
  statementsOf,
  terminator,
  type IfChain,
} from './statements.ts'

/**
 * Turns a condition around and leaves early, so that what stood in it is nested less: where an `if` is the last of a function or a loop, or
 * where its `else` leaves.
 */
export function earlyReturn(code: Code, chain: IfChain): Refactoring | null {
  const { node, branches, otherwise, hasLooseComments, hasInitializer } = chain
  const [{ condition, body }] = branches
  const block = blockAround(node)
  const lines = ownLines(code, node.startIndex, node.endIndex)
  const inner = bodyLines(code, body)
  if (!block || !lines || !inner || branches.length > 1 || hasLooseComments || hasInitializer) return null
  if (endsInExit(body) || bindsNames(condition) || condition.text.includes('\n')) return null
  const leaving = otherwise ? leavingLines(code, otherwise) : leavingWord(code, node, block)
  if (leaving === null || !canMoveOut(code, body, block)) return null
  const indent = indentAt(code.text, node.startIndex)
  const [first] = statementsOf(body)
  const deep = first ? indentAt(code.text, first.startIndex) : null
  const moved = deep === null ? null : reindented(code, inner, deep, indent)
  if (moved === null || deep === null) return null
  const head = headOf(code, negated(condition, code.family))
  const close = code.family === 'python' ? '' : `${indent}}\n`
  const guard = otherwise ? leaving : `${deep}${leaving}\n`
  const line = code.positionAt(node.startIndex).line + 1
  return {
    kind: 'rewrite',
    title: otherwise
      ? `Leave first in the \`if\` of line ${line}`
      : `Turn the \`if\` of line ${line} into an early ${leaving.replace(';', '')}`,
    edits: editsOf(code, [
      { start: lines.start, end: blockEnd(code, lines, inner), newText: `${indent}${head}\n${guard}${close}${moved}` },
    ]),
    at: node.startIndex,
    added: null,
  }
}

/** `if` with a condition, up to its block. */
export function headOf({ family }: Code, condition: string): string {
  if (family === 'python') return `if ${condition}:`
  return family === 'go' ? `if ${condition} {` : `if (${condition}) {`
}

/** Conditions that declare what their branches use. */
export function bindsNames(condition: SyntaxNode): boolean {
  return [...nodesIn(condition)].some(
    node =>
      node.type === 'instanceof_expression' &&
      /[{(]|\s\w+\s+\w+$/.test(node.text.slice(node.text.indexOf('instanceof'))),
  )
}

function leavingLines(code: Code, otherwise: SyntaxNode): string | null {
  const lines = isBlock(otherwise) && endsInExit(otherwise) ? bodyLines(code, otherwise) : null
  if (!lines) return null
  const text = code.text.slice(lines.start, lines.end)
  return text.endsWith('\n') ? text : `${text}\n`
}

/** How to leave from the end of a block: null where something comes after it. */
function leavingWord(code: Code, node: SyntaxNode, block: SyntaxNode): string | null {
  const last = statementsOf(block).findLast(statement => !isComment(statement))
  if (!block.parent || last?.startIndex !== node.startIndex) return null
  // What stands behind the `if` would be said of the guard.
  if (statementsOf(block).at(-1)?.startIndex !== node.startIndex) return null
  // In the constructor of a record nobody may return.
  if (block.parent.type === 'compact_constructor_declaration') return null
  if (isFunction(block.parent, code.family)) return `return${terminator(code)}`
  return isLoop(block.parent) && block.parent.childForFieldName('body')?.startIndex === block.startIndex
    ? `continue${terminator(code)}`
    : null
}

/** Whether what a block declares may stand in the block around it: nothing else there has the same name. */
export function canMoveOut({ family }: Code, body: SyntaxNode, block: SyntaxNode): boolean {
  if (family === 'python') return true
  let owner: SyntaxNode = block
  while (owner.parent && !isFunction(owner, family)) owner = owner.parent
  const names = namesIn(owner, family)
  if (!names) return false
  const declared = new Set(
    names.bindings
      .filter(({ scope }) => scope.startIndex === body.startIndex && isBlock(scope))
      .map(({ name }) => name),
  )
  if (declared.size === 0) return true
  // A jump over a declaration is forbidden in Go.
  for (const node of nodesIn(owner)) {
    if (node.type === 'goto_statement') return false
    const isOther = node.childCount === 0 && node.isNamed && !isWithin(node, body.startIndex, body.endIndex)
    if (isOther && declared.has(node.text)) return false
  }
  return true
}
