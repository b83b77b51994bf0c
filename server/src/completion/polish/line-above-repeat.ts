import { lineAbove, linesOf } from '../cursor.ts'
import type { Filter } from './suggestion.ts'

/** A small model at a loss says the line above again; that is no suggestion. */
export const lineAboveRepeat: Filter = (suggestion, { cursor }) => {
  const above = lineAbove(cursor).trim()
  const first = linesOf(suggestion.text).find(line => line.trim() !== '') ?? ''
  const isOnOwnLine = suggestion.text.trimStart() !== suggestion.text && /^\s*[\r\n]/.test(suggestion.text)
  const line = (isOnOwnLine ? first : cursor.linePrefix + first).trim()
  const compared = isOnOwnLine ? cursor.linePrefix.trim() : above
  // Closing brackets and the like do follow upon each other.
  return compared.length > 3 && line === compared ? null : suggestion
}
