import type { Position, Range } from '../finding.ts'
import type { ColumnUnit, GuestFinding } from './guest.ts'

/** The range that a tool means, in the lines of a file as it is. What lies outside is moved to where the text ends. */
export function placeInText(
  { line, column, end }: Pick<GuestFinding, 'line' | 'column' | 'end'>,
  unit: ColumnUnit,
  lines: readonly string[],
): Range {
  const start = positionOf(line, column, unit, lines)
  const text = lines[start.line] ?? ''
  // Only the line is told: it is what stands in it.
  if (column < 1) return within(start.line, text.search(/\S|$/), text.trimEnd().length)
  const last = end && positionOf(end.line, end.column, unit, lines)
  if (last && isAfter(last, start)) return { start, end: last }
  const word = /^[\p{L}\p{N}_$]+/u.exec(text.slice(start.character))?.[0].length ?? 1
  return within(start.line, start.character, Math.min(start.character + word, Math.max(text.length, start.character)))
}

function within(line: number, from: number, to: number): Range {
  return { start: { line, character: from }, end: { line, character: Math.max(from, to) } }
}

function isAfter(one: Position, other: Position): boolean {
  return one.line > other.line || (one.line === other.line && one.character > other.character)
}

function positionOf(line: number, column: number, unit: ColumnUnit, lines: readonly string[]): Position {
  const number = Math.min(Math.max(1, line || 1), Math.max(1, lines.length)) - 1
  const text = lines[number] ?? ''
  return { line: number, character: Math.min(unitsBefore(text, Math.max(0, (column || 1) - 1), unit), text.length) }
}

/** How many UTF-16 code units the first so many of a unit are. */
function unitsBefore(text: string, count: number, unit: ColumnUnit): number {
  if (unit === 'utf16') return count
  if (unit === 'byte') return Buffer.from(text, 'utf8').subarray(0, count).toString('utf8').length
  let units = 0
  let passed = 0
  for (const character of text) {
    if (passed >= count) break
    units += character.length
    if (unit === 'character') passed++
    else passed = character === '\t' ? passed + 8 - (passed % 8) : passed + character.length
  }
  return units
}
