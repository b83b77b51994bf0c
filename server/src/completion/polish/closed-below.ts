import { depthOf } from '../../syntax/brackets.ts'
import { openBlocks } from '../block-limits.ts'
import { linesOf } from '../cursor.ts'
import { isCloser } from '../end-of-block.ts'
import type { Filter } from './suggestion.ts'

/** Closing brackets on lines of their own at the end are the document's, where it closes everything already. */
export const closedBelow: Filter = (suggestion, { cursor }) => {
  if (cursor.lineSuffix.trim() !== '') return suggestion
  const lines = linesOf(suggestion.text)
  const { closers, openers } = openBlocks(cursor)
  let count = lines.length
  while (count > 1 && closesTooMuch(lines.slice(0, count), openers - closers, cursor.request.languageId)) count--
  return count === lines.length ? suggestion : { ...suggestion, text: lines.slice(0, count).join('\n') }
}

function closesTooMuch(lines: string[], wanted: number, languageId: string): boolean {
  const last = lines.at(-1)?.trim() ?? ''
  if (last === '') return true
  return isCloser(last) && depthOf(lines.join('\n'), languageId).end < wanted
}
