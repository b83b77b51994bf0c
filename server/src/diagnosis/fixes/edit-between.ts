import type { TextEdit } from '../finding.ts'

/** What makes one text of another: at most one edit, over the lines that differ. */
export function editBetween(before: string, after: string): TextEdit[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head++
  if (head === old.length && head === now.length) return []
  let tail = 0
  const room = Math.min(old.length, now.length) - head
  while (tail < room && old.at(-1 - tail) === now.at(-1 - tail)) tail++
  const removed = old.slice(head, old.length - tail)
  const added = now.slice(head, now.length - tail)
  const start = { line: head, character: 0 }
  if (removed.length > 0 && added.length > 0) {
    const [last, text] = [removed.at(-1) ?? '', added.join('\n')]
    const isWhole = last.endsWith('\r') === text.endsWith('\r')
    // Editors know no place between the two characters that end a line.
    const ending = isWhole && last.endsWith('\r') ? 1 : 0
    const end = { line: head + removed.length - 1, character: last.length - ending }
    if (isWhole || tail === 0) return [{ range: { start, end }, newText: text.slice(0, text.length - ending) }]
  }
  const text = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('')
  const isAtEnd = tail === 0
  if (!isAtEnd) {
    const end = { line: head + removed.length, character: 0 }
    return [{ range: { start, end }, newText: text(added) }]
  }
  // Behind the last line there is no other to begin at: the end of the line before goes or comes as well.
  const from = { line: head - 1, character: old[head - 1]?.length ?? 0 }
  const to = { line: old.length - 1, character: old.at(-1)?.length ?? 0 }
  return [{ range: { start: from, end: to }, newText: added.map(line => `\n${line}`).join('') }]
}
