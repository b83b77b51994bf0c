import { unpairedAt } from '../syntax/brackets.ts'
import { commentPrefix } from '../syntax/comment-prefix.ts'
import { indentOf, linesOf, type Cursor } from './cursor.ts'

/** How far an answer may leave the block in which the cursor stands. */
export interface BlockLimits {
  /** Lines that are indented less are no part of the answer. */
  indent: number
  /** So many brackets the answer may close that it has not opened. */
  closers: number
  /** So many brackets the answer must leave open, because they are closed below. */
  openers: number
  /** After a blank line, a line that is indented no more than this begins something else. */
  paragraph: number
  /** A block that is opened on the cursor's line is all that is wanted, blank lines in it or not. */
  endsWithHeader: boolean
}

const functionHead =
  /^\s*(?:(?:export|default|async|pub(?:\([^)]*\))?|static|private|public|override)\s+)*(?:def|fn|func|function|sub)\b/

/** Unasked, an answer ends where the innermost block does. */
export function innermostBlock(cursor: Cursor): BlockLimits {
  const indent = width(indentOf(cursor.linePrefix))
  return { indent, closers: 0, openers: 0, paragraph: indent, endsWithHeader: true }
}

/**
 * For a user who asks by hand the answer may end the blocks around the cursor too, as far as the document does not end
 * them below, but not the function: models fill in whatever is missing, and this is what they were asked for.
 */
export function openBlocks(cursor: Cursor): BlockLimits {
  const limits = known.get(cursor) ?? findOpenBlocks(cursor)
  known.set(cursor, limits)
  return limits
}

/** An answer is looked at again with every piece of it that comes; the place stays the same. */
const known = new WeakMap<Cursor, BlockLimits>()

/** A text this long may go on where it is not seen. */
const longSuffix = 10_000

function findOpenBlocks(cursor: Cursor): BlockLimits {
  const { request, prefix, suffix } = cursor
  const { open, closed } = unpairedAt(prefix, suffix, request.languageId)
  return {
    indent: insideFunction(cursor),
    closers: suffix.length < longSuffix ? open : 0,
    openers: request.firstLine === undefined || request.firstLine === 0 ? closed : 0,
    paragraph: 0,
    endsWithHeader: false,
  }
}

/** The least indentation inside the outermost function around the cursor; 0 where brackets tell what is inside. */
function insideFunction({ before, linePrefix, request }: Cursor): number {
  if (commentPrefix(request.languageId) === '//') return 0
  let least = width(indentOf(linePrefix)) + (linePrefix.trim() === '' ? 0 : 1)
  let floor = 0
  for (const line of [...linesOf(before.slice(-8000)), linePrefix].reverse()) {
    const indent = width(indentOf(line))
    if (line.trim() === '' || indent >= least) continue
    least = indent
    if (functionHead.test(line)) floor = indent + 1
  }
  return floor
}

/** Columns of an indentation. */
export function width(indent: string): number {
  return indent.replaceAll('\t', '    ').length
}
