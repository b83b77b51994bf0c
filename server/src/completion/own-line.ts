import { depthOf } from '../syntax/brackets.ts'
import { isClosingWord } from './block-words.ts'
import { cut, type Cut } from './cut.ts'
import { cursorAt, indentOf, linesOf, terminatorOf, type Cursor } from './cursor.ts'
import type { Extent } from './multiline.ts'
import { polish } from './polish/polish.ts'
import type { Suggestion } from './polish/suggestion.ts'

/** A place right before what closes a block that was opened above: an answer there stands on lines of its own. */
export interface OwnLine {
  /** The same place with what closes the block on the next line, at the beginning of the line. */
  cursor: Cursor
  /** What stands left of the cursor: the beginning of every answer at that place. */
  typed: string
  /** What goes between the answer and what closes the block. */
  end: string
}

/** Null where the cursor stands elsewhere, as between two brackets of one line. */
export function ownLineAt(cursor: Cursor): OwnLine | null {
  const { linePrefix, lineSuffix, suffix, before, request } = cursor
  const { languageId } = request
  const beside = lineSuffix.trim()
  if (!/^[)\]}]/.test(beside) && !isClosingWord(beside, languageId)) return null
  const isBlank = linePrefix.trim() === ''
  if (!isBlank && depthOf(linePrefix, languageId).end > 0) return null
  const indent = isBlank ? linePrefix : indentAround(cursor)
  return {
    cursor: cursorAt({ ...request, text: `${before}\n${indent}${suffix}`, offset: before.length }),
    typed: linePrefix,
    end: terminatorOf(cursor) + indent,
  }
}

/**
 * Whether this answer is meant to stand on lines of its own. It is not where its first line closes what is open; on a line
 * where something stands already, it says so by a line break.
 */
export function isOnOwnLine({ typed, cursor }: OwnLine, answer: string): boolean {
  const end = answer.indexOf('\n')
  if (end < 0 && typed.trim() !== '') return false
  const line = typed + (end < 0 ? answer : answer.slice(0, end))
  return depthOf(line, cursor.request.languageId).lowest === 0
}

/** A block is wanted whole: half of it would take what closes the block around it for its end. */
export function cutOnOwnLine(text: string, { typed, cursor }: OwnLine, extent: Extent, mayBeBlock: boolean): Cut {
  const found = cut(typed + text, cursor, extent)
  return mayBeBlock && !isBalanced(found.text, cursor) ? cut(typed + text, cursor, 'block') : found
}

/** What may be shown of a cut answer, with the line break behind it. */
export function polishOnOwnLine(
  text: string,
  { typed, cursor, end }: OwnLine,
  isContinuation: boolean,
): Suggestion | null {
  const lines = polish(text, { cursor, isContinuation })
  if (!lines?.text.startsWith(typed) || !isBalanced(lines.text, cursor)) return null
  const rest = lines.text.slice(typed.length)
  // All of it stands there already; a line break alone is no suggestion.
  return rest.trim() === '' ? null : { text: rest + end, covers: 0 }
}

/** Whether lines close whatever they open, and nothing else. */
function isBalanced(text: string, { request }: Cursor): boolean {
  const { end, lowest } = depthOf(text, request.languageId)
  return end === 0 && lowest === 0
}

/** The indentation of the nearest line above that is indented less: that of what opens the block. */
function indentAround({ before, linePrefix }: Cursor): string {
  const own = indentOf(linePrefix).length
  const opener = linesOf(before.slice(-4000)).findLast(line => line.trim() !== '' && indentOf(line).length < own)
  return opener === undefined ? '' : indentOf(opener)
}
