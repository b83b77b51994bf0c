import type { Cursor } from './cursor.ts'

/** What may stand right of the cursor without making it the middle of a line. */
const lineEnd = /^\s*[)>}\]"'`]*\s*[:{;,]?\s*$/

/** Whether the model should be asked at this place. By hand always; by itself not where an answer would be in the way. */
export function isWorthAsking({ request, linePrefix, lineSuffix, prefix }: Cursor): boolean {
  if (request.trigger === 'invoked') return true
  if (prefix.trim() === '') return false
  if (lineEnd.test(lineSuffix)) return true
  return isTokenBoundary(linePrefix, lineSuffix)
}

/** In the middle of a line only between two tokens; inside a word the user is mending that word. */
function isTokenBoundary(linePrefix: string, lineSuffix: string): boolean {
  return /[\s([{,.=]$/.test(linePrefix) && !/^[\p{L}\p{N}_$]/u.test(lineSuffix)
}
