import { isClosingWord } from '../block-words.ts'
import { indentOf, linesOf } from '../cursor.ts'
import type { Filter } from './suggestion.ts'

/** What stands below the cursor already is not offered again: an overlap at the end is cut off, a plain copy is dropped. */
export const suffixRepeat: Filter = (suggestion, { cursor }) => {
  const linesBelow = linesOf(cursor.after.slice(0, 4000)).filter(line => line.trim() !== '')
  const below = linesBelow.map(line => line.trim())
  if (below.length === 0) return suggestion
  const lines = linesOf(suggestion.text)
  const wanted = lines.map(line => line.trim())
  const filled = wanted.filter(line => line !== '')
  const first =
    cursor.linePrefix.trim() === ''
      ? filled
      : [(cursor.linePrefix + (lines[0] ?? '')).trim(), ...filled.slice(wanted[0] === '' ? 0 : 1)]
  const compared = Math.min(3, first.length, below.length)
  const isCopy = first.slice(0, compared).every((line, index) => line === below[index])
  if (isCopy && compared > 0 && first.slice(0, compared).join('').length > 3) return null
  for (let start = 1; start < lines.length; start++) {
    const rest = wanted.slice(start).filter(line => line !== '')
    if (rest.join('').length < 2 || rest.length > below.length) continue
    // The same word closes every block: which one is told by where it stands.
    const isOfInnerBlock =
      rest.every(line => isClosingWord(line, cursor.request.languageId)) &&
      indentOf(lines[start] ?? '') !== indentOf(linesBelow[0] ?? '')
    if (!isOfInnerBlock && rest.every((line, index) => line === below[index])) {
      return { ...suggestion, text: lines.slice(0, start).join('\n').trimEnd() }
    }
  }
  return suggestion
}
