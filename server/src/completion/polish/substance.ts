import { commentPrefix } from '../../syntax/comment-prefix.ts'
import { lineAbove, linesOf } from '../cursor.ts'
import type { Filter } from './suggestion.ts'

/** Shorter than this is quicker typed than read. */
const fewestCharacters = 4

/** Blank suggestions are never shown; very short ones and mere comments only to those who asked or are writing one. */
export const substance: Filter = (suggestion, { cursor, isContinuation }) => {
  const text = suggestion.text.trim()
  if (text === '') return null
  if (cursor.request.trigger === 'invoked' || isContinuation) return suggestion
  if (text.length < fewestCharacters) return null
  const mark = commentPrefix(cursor.request.languageId)
  if (mark === null || isInComment(cursor.linePrefix, mark) || lineAbove(cursor).trim().startsWith(mark))
    return suggestion
  const isComment = linesOf(text).every(line => line.trim() === '' || line.trim().startsWith(mark))
  return isComment ? null : suggestion
}

function isInComment(linePrefix: string, mark: string): boolean {
  return linePrefix.includes(mark)
}
