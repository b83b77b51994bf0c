import { depthOf } from '../syntax/brackets.ts'
import { beginsBlock, isCloser, isHeader, opensByWord } from './block-words.ts'
import { innermostBlock, openBlocks, width, type BlockLimits } from './block-limits.ts'
import { indentOf, lineAbove, linesOf, type Cursor } from './cursor.ts'
import { endOfBlock, type BlockLine, type End } from './end-of-block.ts'
import type { Extent } from './multiline.ts'

export interface Cut {
  /** The part of the answer to show. */
  text: string
  /** True once nothing that may still come can change it, so that the stream can be closed. */
  isFinal: boolean
}

/** What is longer is not read in passing; whoever asks by hand takes the time. */
const maxLines = { automatic: 20, invoked: 60 }
/** So much of what stands below must come again before it counts as that: `break` stands in many places. */
const tellingCharacters = 16

/** Cuts an answer where the line, or the block it was asked for, ends. Called again with more of the answer as it streams. */
export function cut(text: string, cursor: Cursor, extent: Extent): Cut {
  return extent === 'line' ? cutLine(text, cursor) : cutBlock(text, cursor)
}

/** The rest of the line; at the end of a line that needs no more, the one after it. */
function cutLine(text: string, cursor: Cursor): Cut {
  const start = cursor.lineSuffix.trim() === '' ? text.length - text.trimStart().length : 0
  const end = text.slice(start).search(/[\r\n]/)
  return end < 0 ? { text, isFinal: false } : { text: text.slice(0, start + end), isFinal: true }
}

/**
 * Whole lines until a rule says that the answer ends. The last line may still grow, so it decides nothing yet, and what a
 * rule says of a line never changes when more lines come.
 */
function cutBlock(text: string, cursor: Cursor): Cut {
  const { trigger } = cursor.request
  const limits = trigger === 'invoked' ? openBlocks(cursor) : innermostBlock(cursor)
  const below = linesBelow(cursor)
  const lines = linesOf(text)
  for (const line of wholeLines(lines, cursor)) {
    const end =
      line.content === ''
        ? endOfParagraph(line, limits, lines)
        : (beginOfBelow(line, below) ??
          sameAgain(line, cursor) ??
          endOfBlock(line, limits, cursor) ??
          (line.index + 1 >= maxLines[trigger] ? 'after' : null))
    if (end === 'undecided') break
    if (end === 'before') return upTo(lines, line.index)
    if (end === 'after') return upTo(lines, line.index + 1)
  }
  return { text, isFinal: false }
}

function upTo(lines: string[], count: number): Cut {
  return { text: lines.slice(0, count).join('\n').trimEnd(), isFinal: true }
}

/** The lines of an answer that are there as a whole, each with what is known of those before it. */
function* wholeLines(lines: string[], cursor: Cursor): Generator<BlockLine, void, void> {
  const { languageId } = cursor.request
  const whole = lines.slice(0, -1).map((line, index) => (index === 0 ? cursor.linePrefix + line : line))
  let depth = 0
  let least = width(indentOf(cursor.linePrefix))
  let previous = ''
  const opens = (line: string): boolean =>
    /[([]\s*$/.test(line) || isHeader(line, languageId) || beginsBlock(line, languageId)
  let isOpened = opens(cursor.linePrefix)
  let inside = 0
  // In an empty block all of it is wanted, whatever its first line opens.
  const isInEmptyBlock = cursor.linePrefix.trim() === '' && opens(lineAbove(cursor))
  for (const [index, line] of whole.entries()) {
    const own = lines[index] ?? ''
    const content = own.trim()
    const indent = width(indentOf(line))
    const brackets = depthOf(own, languageId)
    const rest = whole.slice(index)
    yield { index, content, indent, brackets, depth, least, previous, isOpened, inside, rest }
    if (content === '') continue
    depth += brackets.end
    least = Math.min(least, indent)
    previous = content
    if (index > 0 || isInEmptyBlock || isOpened) continue
    isOpened = depth > 0 || opensByWord(line, languageId)
    inside = depth
  }
}

/** After a blank line, what is indented no more than the cursor's block begins something else. */
function endOfParagraph({ index, previous, depth, isOpened }: BlockLine, limits: BlockLimits, lines: string[]): End {
  // A block that is opened here ends where it closes, unless the user asked for more than it.
  if (previous === '' || depth > 0 || (isOpened && limits.endsWithHeader)) return null
  const next = lines.slice(index + 1).find(isFilled)
  if (next === undefined) return 'undecided'
  return width(indentOf(next)) <= limits.paragraph ? 'before' : null
}

/** Whether the answer has come to what stands below the cursor anyway; the lines after this one may be needed to tell. */
function beginOfBelow({ rest }: BlockLine, below: string[]): End {
  const mine = rest.filter(isFilled)
  let seen = 0
  for (const [index, line] of below.entries()) {
    const own = mine[index]
    if (own === undefined) return index === 0 ? null : 'undecided'
    if (own.trim() !== line.trim() || width(indentOf(own)) !== width(indentOf(line))) return null
    seen += line.trim().length
    if (seen >= tellingCharacters) return 'before'
  }
  // All that stands below has come again. A bracket or two have not: they are judged as what closes a block.
  return seen > 2 ? 'before' : null
}

/** A model at a loss says the same line twice. */
function sameAgain({ content, previous }: BlockLine, { request }: Cursor): End {
  return content === previous && !isCloser(content, request.languageId) ? 'before' : null
}

/** What stands below the cursor's line, as far as it matters. */
function linesBelow(cursor: Cursor): string[] {
  return linesOf(cursor.after.slice(0, 4000)).filter(isFilled).slice(0, 4)
}

function isFilled(line: string): boolean {
  return line.trim() !== ''
}
