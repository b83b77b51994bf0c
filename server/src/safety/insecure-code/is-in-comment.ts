import { commentPrefix } from '../../syntax/comment-prefix.ts'

/** More of a line than this is not looked at: whoever writes such lines puts no comments at their end. */
const longestLine = 300

/** Whether a place in a text is in a comment, by its own line alone: a mark of one stands before it that is not in quotes. */
export function isInComment(text: string, at: number, languageId: string): boolean {
  const near = text.slice(Math.max(0, at - longestLine), at)
  const line = near.slice(near.lastIndexOf('\n') + 1)
  if (/^\s*(?:\/\*|\*\s|<!--)/.test(line)) return true
  const mark = commentPrefix(languageId)
  if (mark === null || !line.includes(mark)) return false
  let quote = ''
  for (let place = 0; place < line.length; place++) {
    const character = line.charAt(place)
    if (character === '\\') place++
    else if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"' || character === "'" || character === '`') quote = character
    // `https://` and `$#` begin no comment.
    else if (line.startsWith(mark, place) && /^$|[\s;{}),]/.test(line.charAt(place - 1))) return true
  }
  return false
}
