import { commentPrefix } from '../../syntax/comment-prefix.ts'
import type { Filter } from './suggestion.ts'

/**
 * Models without a format for several files see each one's path in a comment, and when they are done with this one they may
 * begin another: the answer ends there.
 */
export const pathComments: Filter = (suggestion, { cursor }) => {
  const mark = commentPrefix(cursor.request.languageId) ?? '//'
  const at = `\n${suggestion.text}`.indexOf(`\n${mark} Path: `)
  return at < 0 ? suggestion : { ...suggestion, text: suggestion.text.slice(0, at) }
}
