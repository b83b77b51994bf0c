import type { Config } from '../config.ts'
import { isCommentLine } from '../syntax/comment-prefix.ts'
import { beginsBlock, isHeader } from './block-words.ts'
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
  const { linePrefix, lineSuffix, request } = cursor
  if (!/^[\s)\]}"'`;,]*$/.test(lineSuffix)) return 'line'
  if (cursor.request.trigger === 'invoked' || isAfterAcceptance) return 'block'
  if (linePrefix.trim() === '') {
    const above = lineAbove(cursor)
    if (isComment(above, request.languageId)) return 'block'
    const isOpen = isHeader(above, request.languageId) || beginsBlock(above, request.languageId)
    return isOpen && isEmptyBlock(cursor, above) ? 'block' : 'line'
  }
  const isOpen = isHeader(linePrefix, request.languageId) || isFinished(linePrefix, request.languageId)
  return isOpen && isEmptyBlock(cursor, linePrefix) ? 'block' : 'line'
}

/** Whether a line that is being typed begins a block and needs no more: where that is a matter of words, no word is begun. */
function isFinished(linePrefix: string, languageId: string): boolean {
  return beginsBlock(linePrefix, languageId) && /[)\]}?!"']\s*$/.test(linePrefix)
}

/** Nothing below is inside the block yet: what follows is no deeper than its header. */
function isEmptyBlock(cursor: Cursor, header: string): boolean {
  const below = lineBelow(cursor)
  return below === '' || width(indentOf(below)) <= width(indentOf(header))
}

function isComment(line: string, languageId: string): boolean {
  const text = line.trimEnd()
  return isCommentLine(line, languageId) || text.endsWith('*/') || text.endsWith('"""')
}

function width(indent: string): number {
  return indent.replaceAll('\t', '    ').length
}
