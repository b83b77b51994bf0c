import type { Depth } from '../syntax/brackets.ts'
import { width, type BlockLimits } from './block-limits.ts'
import { isBranch, isCloser, isClosingWord } from './block-words.ts'
import { indentOf, lineBelow, type Cursor } from './cursor.ts'

/** A whole line of an answer, and what is known of the lines before it. */
export interface BlockLine {
  index: number
  /** What the answer says on it. */
  content: string
  /** Columns; of the first line those of the cursor's. */
  indent: number
  /** The brackets in it. */
  brackets: Depth
  /** Brackets that the answer has opened and not closed before it. */
  depth: number
  /** The least indentation so far, the cursor's line included. */
  least: number
  /** The last line before it that is not blank; empty for none. */
  previous: string
  /** The block that the answer fills was opened on the cursor's line. */
  isOpened: boolean
  /** How deep the brackets are inside that block. */
  inside: number
  /** All whole lines from this one on, the cursor's with what stands left of the cursor. */
  rest: string[]
}

/** Whether an answer ends before or after a line; null for neither, `undecided` where the next line has to tell. */
export type End = 'before' | 'after' | 'undecided' | null

/** Whether the block that an answer was asked for ends at a line of it. */
export function endOfBlock(line: BlockLine, limits: BlockLimits, cursor: Cursor): End {
  return cursor.request.trigger === 'invoked' ? endOfOpenBlocks(line, limits, cursor) : endOfInnermost(line, cursor)
}

/** Unasked: the block ends with the first line that stands outside it, or with what closes it. */
function endOfInnermost(line: BlockLine, cursor: Cursor): End {
  const { content, indent, previous, depth, brackets, isOpened } = line
  const { languageId } = cursor.request
  const base = width(indentOf(cursor.linePrefix))
  if (isOpened && indent === base && goesOn(line, cursor)) return null
  const closes = isCloser(content, languageId) || (isOpened && closesInside(line))
  const closesOwn = closes && depth > 0
  const isOutside = indent < base || (isOpened && indent === base && !closes)
  if (previous !== '' && isOutside && !closesOwn) return 'before'

  const isEnd = depth + brackets.end < 0 || (previous !== '' && isOpened && closes && indent <= base)
  if (!isEnd) return null
  // What closes the surrounding block belongs to the answer only if the document lacks it.
  return closes && !closesOwn && isClosedAlready(line, cursor) ? 'before' : 'after'
}

/** Another branch of the block that was opened: it ends with the last of them. */
function goesOn({ content, depth, brackets, inside }: BlockLine, { linePrefix, request }: Cursor): boolean {
  const reopens = /^[)\]}]/.test(content) && brackets.lowest < 0 && depth + brackets.end >= inside
  const isInBrackets = inside > 0 || /\{\s*$/.test(linePrefix)
  return reopens || isBranch(content, request.languageId) || (isInBrackets && label.test(content))
}

/** Many write these as far to the left as what they stand in. */
const label = /^(?:case\b.*|default|public|private|protected)\s*:/

/** What closes a block may have more behind it, such as the condition of a loop. */
function closesInside({ content, depth, brackets, inside }: BlockLine): boolean {
  return /^[)\]}]/.test(content) && depth + brackets.end < inside
}

/** By hand: as far out as the limits allow. */
function endOfOpenBlocks(line: BlockLine, limits: BlockLimits, cursor: Cursor): End {
  const { index, content, indent, least, rest, depth, brackets } = line
  const closes = /^[)\]}]/.test(content)
  if (index > 0 && indent < limits.indent) {
    if (isClosingWord(content, cursor.request.languageId))
      return lineBelow(cursor).trim().startsWith(content) ? 'before' : 'after'
    if (!closes) return 'before'
  }
  // What closes something of the answer's own stands no further left than all of the answer.
  if (index > 0 && closes && depth > 0 && indent < least) return 'before'

  const end = depth + brackets.end
  const mayGoDown = -limits.closers
  const closesAll = limits.closers > 0 && end === mayGoDown && depth + brackets.lowest === mayGoDown
  if (closesAll && lineBelow(cursor) === '') return 'after'
  if (end >= mayGoDown) return null
  if (index === 0 || !closes) return 'after'
  const next = rest.slice(1).find(other => other.trim() !== '')
  // `}` and `else {` may stand on one line or on two.
  if (next === undefined) return 'undecided'
  return /^\s*(?:else|catch|finally|while\b.*;)/.test(next) ? null : 'before'
}

/** Whether the first thing beside or below the cursor closes what this would close. */
function isClosedAlready({ content, indent, isOpened }: BlockLine, cursor: Cursor): boolean {
  const beside = cursor.lineSuffix.trim()
  const below = lineBelow(cursor)
  // What stands further to the left closes something else.
  if (beside === '' && isOpened && width(indentOf(below)) < indent) return false
  const next = beside === '' ? below.trim() : beside
  return next.startsWith(isClosingWord(content, cursor.request.languageId) ? content : content.slice(0, 1))
}
