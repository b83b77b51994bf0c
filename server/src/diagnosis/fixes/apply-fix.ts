import type { Fix, Position, TextEdit } from '../finding.ts'
import { lineStarts } from '../subject.ts'

/**
 * The text with a fix in it. Null where its edits overlap or lie outside of the text: such a fix means another text, and
 * applying half of it would be worse than nothing.
 */
export function applyFix(text: string, { edits }: Fix): string | null {
  const placed = placedEdits(text, edits)
  if (!placed) return null
  let result = ''
  let done = 0
  for (const { start, end, newText } of placed) {
    result += text.slice(done, start) + newText
    done = end
  }
  return result + text.slice(done)
}

/** An edit by its offsets in the text. */
interface PlacedEdit {
  start: number
  end: number
  newText: string
}

/** In their order; those that are inserted at the same place keep the order that they have. */
function placedEdits(text: string, edits: readonly TextEdit[]): PlacedEdit[] | null {
  const starts = lineStarts(text)
  const placed: PlacedEdit[] = []
  for (const { range, newText } of edits) {
    const start = offsetOf(range.start, starts, text)
    const end = offsetOf(range.end, starts, text)
    if (start === null || end === null || end < start) return null
    placed.push({ start, end, newText })
  }
  placed.sort((a, b) => a.start - b.start || a.end - b.end)
  const overlaps = placed.some(({ start }, at) => start < (placed[at - 1]?.end ?? 0))
  return overlaps ? null : placed
}

/** Null for a place that the text does not have; the end of a line is one. */
function offsetOf({ line, character }: Position, starts: readonly number[], text: string): number | null {
  const start = starts[line]
  if (start === undefined || character < 0) return null
  const next = starts[line + 1]
  const offset = start + character
  return offset <= (next === undefined ? text.length : next - 1) ? offset : null
}
