import { indentOf, lineBelow, linesOf, type Cursor } from './cursor.ts'
import type { Extent } from './multiline.ts'

export interface Cut {
  /** The part of the answer to show. */
  text: string
  /** True once nothing that may still come can change it, so that the stream can be closed. */
  isFinal: boolean
}

const maxLines = 20

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

/** Whole lines until the block around the cursor closes, what stands below the cursor begins again, or the model goes round in circles. */
function cutBlock(text: string, cursor: Cursor): Cut {
  const lines = linesOf(text)
  const below = lineBelow(cursor).trimEnd()
  const base = width(indentOf(cursor.linePrefix))
  let depth = 0
  let isOpened = /[{:([]\s*$/.test(cursor.linePrefix)
  let previous = ''
  for (const [index, line] of lines.entries()) {
    // The last line may still grow, so it decides nothing yet.
    const isWhole = index < lines.length - 1
    const content = line.trim()
    const here = index === 0 ? cursor.linePrefix + line : line
    if (content === '') {
      if (isWhole && index > 0 && depth <= 0 && previous !== '' && !isOpened) return upTo(lines, index)
      continue
    }
    if (isWhole && isSameLine(here, below)) return upTo(lines, index)
    if (isWhole && index > 0 && content === previous && !isCloser(content)) return upTo(lines, index)
    const indent = width(indentOf(here))
    if (index > 0 && previous !== '' && (indent < base || (isOpened && indent <= base && !isCloser(content)))) {
      if (isWhole && !(isCloser(content) && depth > 0)) return upTo(lines, index)
    }
    const after = depth + balance(line)
    if (after < 0 || (isOpened && index > 0 && indent <= base && isCloser(content))) {
      // The bracket that closes the surrounding block: it belongs to the answer only if the document lacks it.
      if (isWhole) return upTo(lines, isCloser(content) && closesAlready(cursor, content) ? index : index + 1)
    }
    depth = after
    if (index === 0 && depth > 0) isOpened = true
    previous = content
    if (isWhole && index + 1 >= maxLines) return upTo(lines, index + 1)
  }
  return { text, isFinal: false }
}

function upTo(lines: string[], count: number): Cut {
  return { text: lines.slice(0, count).join('\n').trimEnd(), isFinal: true }
}

function isSameLine(line: string, below: string): boolean {
  return below.trim().length > 2 && line.trimEnd() === below
}

function isCloser(content: string): boolean {
  return /^(?:[)\]}]+[;,)]*|end|fi|done|esac)$/.test(content)
}

/** Whether the first thing below or beside the cursor is that closing bracket already. */
function closesAlready(cursor: Cursor, content: string): boolean {
  const beside = cursor.lineSuffix.trim()
  const next = beside === '' ? lineBelow(cursor).trim() : beside
  return content !== '' && next.startsWith(content.slice(0, 1))
}

/** Opening less closing brackets of a line. Brackets in strings count too: a model's strings are mostly balanced. */
function balance(line: string): number {
  let depth = 0
  for (const symbol of line) {
    if ('([{'.includes(symbol)) depth++
    else if (')]}'.includes(symbol)) depth--
  }
  return depth
}

function width(indent: string): number {
  return indent.replaceAll('\t', '    ').length
}
