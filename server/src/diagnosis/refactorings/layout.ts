import type { SyntaxNode } from '../../syntax/tree.ts'
import type { Code } from './code.ts'

/** Whole lines: from the beginning of the first to that of the line behind the last. */
export interface Lines {
  start: number
  end: number
}

/** The offset at which the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** The offset behind the line break of the line of an offset, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const lineBreak = text.indexOf('\n', offset)
  return lineBreak < 0 ? text.length : lineBreak + 1
}

/** The blank space that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset + 1))?.[0] ?? ''
}

/** The lines of statements that have them to themselves; null where other code, or a comment, stands on one of these lines. */
export function ownLines({ text }: Code, start: number, end: number): Lines | null {
  const lines = { start: lineStart(text, start), end: lineEnd(text, end) }
  const isAlone = text.slice(lines.start, start).trim() === '' && /^\s*;?\s*$/.test(text.slice(end, lines.end))
  return isAlone ? lines : null
}

/** The lines between the head of a block and its end; null where it does not stand on lines of its own, or is empty. */
export function bodyLines(code: Code, block: SyntaxNode): Lines | null {
  return code.family === 'python' ? indentedLines(code, block) : bracedLines(code, block)
}

function bracedLines({ text }: Code, block: SyntaxNode): Lines | null {
  if (text[block.startIndex] !== '{' || text[block.endIndex - 1] !== '}') return null
  const start = lineEnd(text, block.startIndex)
  const end = lineStart(text, block.endIndex - 1)
  if (end <= start) return null
  const isOpen = text.slice(block.startIndex + 1, start).trim() === ''
  return isOpen && text.slice(end, block.endIndex - 1).trim() === '' ? { start, end } : null
}

/** In Python comments before the first and behind the last statement are not in the block. */
function indentedLines({ text }: Code, block: SyntaxNode): Lines | null {
  const first = lineStart(text, block.startIndex)
  if (text.slice(first, block.startIndex).trim() !== '') return null
  const colon = text.lastIndexOf(':', headEnd(block, first))
  let end = lineEnd(text, Math.max(block.startIndex, block.endIndex - 1))
  const { length } = indentAt(text, block.startIndex)
  for (let next = end; next < text.length;) {
    const line = text.slice(next, lineEnd(text, next))
    const comment = /^([ \t]*)#/.exec(line)
    if (!comment && line.trim() !== '') break
    next += line.length
    if (comment && (comment[1]?.length ?? 0) < length) break
    if (comment) end = next
  }
  const start = lineEnd(text, colon)
  return text.slice(colon + 1, start).trim() === '' ? { start, end } : null
}

/** Where to look backwards for the colon of a head: before the first comment that stands between the two. */
function headEnd({ parent, startIndex }: SyntaxNode, fallback: number): number {
  const colons = parent?.children.filter(({ type, endIndex }) => type === ':' && endIndex <= startIndex) ?? []
  return colons.at(-1)?.startIndex ?? fallback
}

/** Where a statement with a block at its end is over: in Python comments may stand behind its last statement. */
export function blockEnd({ family }: Code, statement: Lines, block: Lines): number {
  return family === 'python' ? Math.max(statement.end, block.end) : statement.end
}

/** What one level of indentation is, as the code around a place has it. */
export function indentUnit({ text }: Code, outer: string, inner: string): string {
  if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length)
  const indented = /\n([ \t]+)\S/.exec(text)?.[1] ?? '    '
  return indented.startsWith('\t') ? '\t' : indented
}

/**
 * Lines with another indentation. What stands in literals over several lines stays as it is. Null where a line is indented less than
 * the first: nobody knows what it is.
 */
export function reindented(code: Code, { start, end }: Lines, from: string, to: string): string | null {
  const { text } = code
  let result = ''
  for (let at = start; at < end;) {
    const next = Math.min(end, lineEnd(text, at))
    const line = text.slice(at, next)
    if (line.trim() === '' || isInLiteral(code, at)) result += line
    else if (line.startsWith(from)) result += to + line.slice(from.length)
    else return null
    at = next
  }
  return result.endsWith('\n') ? result : `${result}\n`
}

/** Whether a line begins inside of a literal. */
function isInLiteral({ root }: Code, offset: number): boolean {
  if (offset === 0) return false
  let node = root.descendantForIndex(offset - 1, offset)
  for (let up = 0; node && up < 4; up++, node = node.parent)
    if (/string|template|text_block|heredoc|literal$|regex|jsx_text/.test(node.type)) return true
  return false
}
