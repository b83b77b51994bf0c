import type { Position } from '../finding.ts'
import type { Subject } from '../subject.ts'

/** A comment that says which findings are not wanted, and why. */
export interface Suppression {
  /** Ids of rules, as they are written. */
  rules: { id: string; start: Position; end: Position }[]
  reason: string
  /** From `wayline-ignore` to the end of the reason. */
  start: Position
  end: Position
  /** The line whose findings it is about, from 0; null for the whole file. */
  line: number | null
}

const mark = /wayline-ignore(-file)?\[([^\]\n]{0,500})\]([^\n\r]*)/g
/** What ends a comment belongs to no reason. */
const closing = /\s*(?:\*\/\s*\}?|-->|%>|#>|--\]\])\s*$/
/** What holds for a file stands where people look for it. */
const headLines = 20

/** The suppressions in a file's comments. Text that only looks like one, in a string for example, is none. */
export function readSuppressions(subject: Subject): Suppression[] {
  const { text, positionAt } = subject
  if (!text.includes('wayline-ignore')) return []
  return [...text.matchAll(mark)].flatMap(match => {
    const [whole, forFile, ids = '', tail = ''] = match
    const { index } = match
    if (!isInComment(subject, index)) return []
    const start = positionAt(index)
    if (forFile !== undefined && start.line >= headLines) return []
    const reason = tail.replace(closing, '').trim()
    const listStart = index + whole.indexOf('[') + 1
    const end = listStart + ids.length + 1 + (reason === '' ? 0 : tail.indexOf(reason) + reason.length)
    return [
      {
        rules: rulesIn(ids, listStart, positionAt),
        reason,
        start,
        end: positionAt(end),
        line: forFile === undefined ? lineMeant(subject, index) : null,
      },
    ]
  })
}

function rulesIn(list: string, start: number, positionAt: Subject['positionAt']): Suppression['rules'] {
  return [...list.matchAll(/[^\s,][^,]*/g)].map(({ 0: entry, index }) => {
    const id = entry.trimEnd()
    return { id, start: positionAt(start + index), end: positionAt(start + index + id.length) }
  })
}

/** The line of the comment where there is code on it, else the next line that is no comment. */
function lineMeant(subject: Subject, index: number): number {
  const { text, positionAt } = subject
  const lines = text.split('\n')
  const own = positionAt(index).line
  if (!isCommentOnly(subject, own, lines)) return own
  let next = own + 1
  while (next < lines.length - 1 && isCommentOnly(subject, next, lines)) next++
  return next
}

/** Whether a line has comments and blank space only. */
function isCommentOnly(subject: Subject, line: number, lines: readonly string[]): boolean {
  const start = subject.offsetAt({ line, character: 0 })
  const content = lines[line] ?? ''
  const first = content.search(/\S/)
  if (first < 0) return true
  const last = content.trimEnd().length - 1
  // Between tags, a comment stands in braces.
  const inside = isBetweenTags(subject, start + first) ? 1 : 0
  return isInComment(subject, start + first + inside) && isInComment(subject, start + last - inside)
}

function isBetweenTags({ syntax }: Subject, offset: number): boolean {
  const node = syntax?.tree.rootNode.descendantForIndex(offset, offset)
  return node?.type === 'jsx_expression' || node?.parent?.type === 'jsx_expression'
}

function isInComment({ syntax, text }: Subject, offset: number): boolean {
  if (!syntax) return /^\s*(?:\/\/|\/\*|\*|#|--|;|%|<!--|")/.test(text.slice(text.lastIndexOf('\n', offset) + 1))
  let node = syntax.tree.rootNode.descendantForIndex(offset, offset)
  // Some grammars have a node for what stands in a comment.
  for (let up = 0; node && up < 3; up++) {
    if (node.type.includes('comment')) return true
    node = node.parent
  }
  return false
}
