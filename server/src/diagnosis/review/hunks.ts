/** A piece of a change: lines that go, and lines that come in their place. */
export interface Hunk {
  /** Where its lines begin in the new file, from 0; for one that only takes away, the line behind. */
  first: number
  /** Where they begin in the old file, from 0. */
  oldFirst: number
  /** As they were, without their line breaks. */
  removed: string[]
  /** How many lines are new. */
  added: number
}

/** What a change does to one file. */
export interface FileChange {
  /** From the top of the repository, with `/`. */
  name: string
  /** What it was called before; the same where it was not renamed, or is new. */
  oldName: string
  /** In their order. */
  hunks: readonly Hunk[]
}

/** Lines around a change that pages of a pull request show, and let people write to. */
const shownAround = 3

/** Reads `git diff --unified=0` of one file. Lines of another shape are passed over. */
export function readHunks(diff: string): Hunk[] {
  const hunks: Hunk[] = []
  let current: Hunk | null = null
  let left = { removed: 0, added: 0 }
  for (const line of diff.split('\n')) {
    if (current && left.removed > 0 && line.startsWith('-')) {
      current.removed.push(line.slice(1).replace(/\r$/, ''))
      left.removed--
    } else if (current && left.added > 0 && line.startsWith('+')) {
      left.added--
    } else {
      const [, oldStart = '', removed = '1', start = '', added = '1'] =
        /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? []
      if (start === '') continue
      left = { removed: Number(removed), added: Number(added) }
      // Of a hunk without new lines Git names the line before it.
      current = {
        first: left.added > 0 ? Number(start) - 1 : Number(start),
        oldFirst: left.removed > 0 ? Number(oldStart) - 1 : Number(oldStart),
        removed: [],
        added: left.added,
      }
      hunks.push(current)
    }
  }
  return hunks
}

/** Whether a line, from 0, is new. */
export function isChanged(hunks: readonly Hunk[], line: number): boolean {
  return hunks.some(({ first, added }) => line >= first && line < first + added)
}

/** Whether the page of a change shows a line of the new file, from 0. */
export function isShown(hunks: readonly Hunk[], line: number): boolean {
  return hunks.some(({ first, added }) => line >= first - shownAround && line < first + added + shownAround)
}

/** The line before the change that a line of now, from 0, was; null for one that is new. */
export function oldLineOf(hunks: readonly Hunk[], line: number): number | null {
  if (isChanged(hunks, line)) return null
  const before = hunks.filter(({ first, added }) => first + added <= line)
  return before.reduce((at, { removed, added }) => at + removed.length - added, line)
}
