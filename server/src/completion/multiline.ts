import type { Config } from '../config.ts'
import { commentPrefix } from '../syntax/comment-prefix.ts'
import { indentOf, lineAbove, lineBelow, type Cursor } from './cursor.ts'

/** How much of an answer is wanted: the rest of a line, or a whole block. */
export type Extent = 'line' | 'block'

/**
 * A line, unless there is a call for more: the cursor stands in an empty block, behind the header of one, under a
 * comment that asks for code, or where the user has just accepted something, or the user asked by hand.
 */
export function extentAt(
  cursor: Cursor,
  multiline: Config['completion']['multiline'],
  isAfterAcceptance = false,
): Extent {
  if (multiline === 'never') return 'line'
  const { linePrefix, lineSuffix } = cursor
  if (!/^[\s)\]}"'`;,]*$/.test(lineSuffix)) return 'line'
  if (cursor.request.trigger === 'invoked' || isAfterAcceptance) return 'block'
  if (linePrefix.trim() === '') {
    const above = lineAbove(cursor)
    if (isComment(above, cursor.request.languageId)) return 'block'
    return opensBlock(above) && isEmptyBlock(cursor, above) ? 'block' : 'line'
  }
  return opensBlock(linePrefix) && isEmptyBlock(cursor, linePrefix) ? 'block' : 'line'
}

/** Whether a line is the header of a block: in most languages a bracket or colon at its end, in some a word. */
function opensBlock(line: string): boolean {
  return /(?:[{:]|=>|->|\b(?:do|then|begin|else))\s*$/.test(line)
}

/** Nothing below is inside the block yet: what follows is no deeper than its header. */
function isEmptyBlock(cursor: Cursor, header: string): boolean {
  const below = lineBelow(cursor)
  return below === '' || width(indentOf(below)) <= width(indentOf(header))
}

function isComment(line: string, languageId: string): boolean {
  const text = line.trim()
  const mark = commentPrefix(languageId)
  return (mark !== null && text.startsWith(mark)) || text.endsWith('*/') || text.endsWith('"""')
}

function width(indent: string): number {
  return indent.replaceAll('\t', '    ').length
}
