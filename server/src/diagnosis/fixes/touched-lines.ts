import type { TextEdit } from '../finding.ts'

/** Which lines edits change, as they are counted before and after. */
export interface TouchedLines {
  before: ReadonlySet<number>
  after: ReadonlySet<number>
}

/** `edits` do not overlap. */
export function touchedLines(edits: readonly TextEdit[]): TouchedLines {
  const before = new Set<number>()
  const after = new Set<number>()
  let moved = 0
  const inOrder = [...edits].sort(
    ({ range: { start: a } }, { range: { start: b } }) => a.line - b.line || a.character - b.character,
  )
  for (const { range, newText } of inOrder) {
    const { line: first } = range.start
    const { line: last } = range.end
    const added = newText.split('\n').length - 1
    for (let line = first; line <= last; line++) before.add(line)
    for (let line = first + moved; line <= first + moved + added; line++) after.add(line)
    moved += added - (last - first)
  }
  return { before, after }
}
