import type { Cursor } from './cursor.ts'

/** What may stand right of the cursor without making it the middle of a line. */
const lineEnd = /^\s*[)>}\]"'`]*\s*[:{;,]?\s*$/
/** Below this share of suggestions that agreed with the user, each one more is asked for only where it may surprise. */
const lowTrust = 0.12

/**
 * Whether the model should be asked at this place. By hand always; by itself not where an answer would be in the way, and
 * inside a word only while suggestions (`trust`, 0 to 1) are right often enough to be worth a request at every key.
 */
export function isWorthAsking({ request, linePrefix, lineSuffix, prefix }: Cursor, trust: number): boolean {
  if (request.trigger === 'invoked') return true
  if (prefix.trim() === '') return false
  if (!lineEnd.test(lineSuffix)) return isTokenBoundary(linePrefix, lineSuffix)
  return trust >= lowTrust || !/[\p{L}\p{N}_$]$/u.test(linePrefix)
}

/** In the middle of a line only between two tokens; inside a word the user is mending that word. */
function isTokenBoundary(linePrefix: string, lineSuffix: string): boolean {
  return /[\s([{,.=]$/.test(linePrefix) && !/^[\p{L}\p{N}_$]/u.test(lineSuffix)
}
