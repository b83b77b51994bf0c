import { depthOf } from '../../syntax/brackets.ts'
import { openBlocks } from '../block-limits.ts'
import { isCloser } from '../block-words.ts'
import { linesOf, type Cursor } from '../cursor.ts'
import type { Filter } from './suggestion.ts'

/** Closing brackets on lines of their own at the end are the document's, where it closes everything already. */
export const closedBelow: Filter = (suggestion, { cursor }) => {
  if (cursor.lineSuffix.trim() !== '') return suggestion
  const lines = linesOf(suggestion.text)
  let count = lines.length
  while (count > 1 && closesTooMuch(lines.slice(0, count), cursor)) count--
  return count === lines.length ? suggestion : { ...suggestion, text: lines.slice(0, count).join('\n') }
}

/** What is open around the cursor takes a while to find, so it is asked for last. */
function closesTooMuch(lines: string[], cursor: Cursor): boolean {
  const last = lines.at(-1)?.trim() ?? ''
  if (last === '') return true
  const { languageId } = cursor.request
  if (!isCloser(last, languageId)) return false
  const { closers, openers } = openBlocks(cursor)
  return depthOf(lines.join('\n'), languageId).end < openers - closers
}
