import type { Range } from '../finding.ts'

/** Lines around a finding, as they stand in the file. */
export interface Excerpt {
  /** From 0. */
  firstLine: number
  lines: string[]
}

/** Lines before and behind the finding's own. */
const around = 1
/** Of a finding over many lines, its beginning says which. */
const mostLines = 5
/** Longer ones are not written by people, and would hide the rest of a report. */
const longestLine = 400

/** The lines that a finding is shown with. */
export function excerptOf(text: string, { start, end }: Range): Excerpt {
  const firstLine = Math.max(0, start.line - around)
  const last = Math.min(end.line + around, firstLine + mostLines - 1)
  const lines: string[] = []
  let at = offsetOfLine(text, firstLine)
  for (let line = firstLine; line <= last && (at < text.length || line <= start.line); line++) {
    const newline = text.indexOf('\n', at)
    const until = newline < 0 ? text.length : newline
    lines.push(text.slice(at, Math.min(until, at + longestLine)).replace(/\r$/, ''))
    at = until + 1
  }
  return { firstLine, lines }
}

/** With dots for whatever stands at these places. */
export function covered({ firstLine, lines }: Excerpt, places: readonly Range[]): Excerpt {
  const shown = lines.map((line, index) => {
    const number = firstLine + index
    let result = line
    for (const { start, end } of places) {
      if (number < start.line || number > end.line) continue
      const from = number === start.line ? start.character : 0
      const until = Math.min(number === end.line ? end.character : line.length, line.length)
      result = result.slice(0, from) + '•'.repeat(Math.max(0, until - from)) + result.slice(Math.max(from, until))
    }
    return result
  })
  return { firstLine, lines: shown }
}

function offsetOfLine(text: string, line: number): number {
  let at = 0
  for (let passed = 0; passed < line; passed++) {
    const newline = text.indexOf('\n', at)
    if (newline < 0) return text.length + 1
    at = newline + 1
  }
  return at
}

/** Text from a file as a terminal or a page may show it: what would steer either, or turn text around, is made visible. */
export function harmless(text: string): string {
  // U+2065 has no meaning yet, and stands among those that have.
  return text.replace(/(?!\t)[\p{Cc}\p{Cf}\u2028\u2029\u2065]/gu, unit =>
    unit === '\n' || unit === '\r' ? ' ' : '\ufffd',
  )
}

/** Text that every encoding can hold: half of a pair of UTF-16 code units is replaced. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}
