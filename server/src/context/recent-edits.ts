import { linesBetween, type ContextDocument } from './context-document.ts'
import { charactersOf, type ContextPart } from './context-part.ts'

/** One edit of a document, as the editor made it. */
export interface Edit {
  from: { line: number; character: number }
  to: { line: number; character: number }
  removed: string
  text: string
}

/** What has been changed lately, over all documents, as small diffs. */
export interface RecentEdits {
  /** To be called after the edit has been made. */
  edited(document: ContextDocument, edit: Edit): void
  /** Keeps what the changes of a document came to, before it goes. */
  closed(document: ContextDocument): void
  /**
   * The newest last; the place being edited right now is left out, since it is on the screen anyway. So is what may not
   * be shown any more.
   */
  diffs(
    room: number,
    current: { uri: string; line: number },
    mayBeShown?: (document: ContextDocument) => boolean,
  ): ContextPart[]
}

interface Hunk {
  document: ContextDocument
  /** Lines of the document as it is now. */
  start: number
  end: number
  before: string[]
  /** Set once the document is closed. */
  after: string[] | null
}

/** Changes to lines next to each other count as one. The cost of an edit is that of its own lines. */
export function createRecentEdits(limits = { hunks: 8, lines: 10 }): RecentEdits {
  let hunks: Hunk[] = []

  return {
    edited(document, edit) {
      const { before, endLine } = undone(document, edit)
      const start = edit.from.line
      const oldEnd = start + before.length
      const growth = endLine + 1 - oldEnd
      const own = hunks.filter(hunk => hunk.document.uri === document.uri && !hunk.after)
      const near = own.filter(hunk => start <= hunk.end && oldEnd >= hunk.start)
      for (const hunk of own) {
        if (near.includes(hunk) || hunk.start < oldEnd) continue
        hunk.start += growth
        hunk.end += growth
      }
      const merged: Hunk = {
        document,
        start: Math.min(start, ...near.map(hunk => hunk.start)),
        end: Math.max(oldEnd, ...near.map(hunk => hunk.end)) + growth,
        before: beforeBoth(start, before, near),
        after: null,
      }
      hunks = [...hunks.filter(hunk => !near.includes(hunk)), merged].slice(-limits.hunks)
    },
    closed(document) {
      for (const hunk of hunks) {
        if (hunk.document.uri === document.uri) hunk.after ??= linesBetween(document, hunk.start, hunk.end)
      }
    },
    diffs(room, { uri, line }, mayBeShown = () => true) {
      const parts: ContextPart[] = []
      for (const hunk of hunks.toReversed()) {
        if (hunk.document.uri === uri && !hunk.after && line >= hunk.start - 1 && line <= hunk.end) continue
        const text = mayBeShown(hunk.document) ? diffOf(hunk, limits.lines) : null
        if (text === null) continue
        const part: ContextPart = { path: hunk.document.path, text, kind: 'edit' }
        if (charactersOf([...parts, part]) > room) break
        parts.unshift(part)
      }
      return parts
    },
  }
}

/** What stood where an edit and the changes next to it are, before all of them: the edit fills the gaps between those. */
function beforeBoth(start: number, edited: string[], near: Hunk[]): string[] {
  const lines: string[] = []
  let at = Math.min(start, ...near.map(hunk => hunk.start))
  for (const hunk of near.toSorted((a, b) => a.start - b.start)) {
    if (hunk.start > at) lines.push(...edited.slice(at - start, hunk.start - start))
    lines.push(...hunk.before)
    at = hunk.end
  }
  return [...lines, ...edited.slice(Math.max(0, at - start))]
}

/** The lines that an edit has touched as they were before it, and the last of them as they are now. */
function undone(document: ContextDocument, { from, removed, text }: Edit): { before: string[]; endLine: number } {
  const inserted = text.split(/\r\n|\r|\n/)
  const endLine = from.line + inserted.length - 1
  const lastInserted = inserted.at(-1)?.length ?? 0
  const endCharacter = inserted.length === 1 ? from.character + lastInserted : lastInserted
  const head = document.line(from.line).slice(0, from.character)
  const tail = document.line(endLine).slice(endCharacter)
  return { before: (head + removed + tail).split(/\r\n|\r|\n/), endLine }
}

/** Null for a change that came to nothing, and for one too large to be a hint. */
function diffOf({ document, start, end, before, after }: Hunk, mostLines: number): string | null {
  if (end - start > mostLines * 2 || before.length > mostLines * 2) return null
  const now = after ?? linesBetween(document, start, end)
  let same = 0
  while (same < Math.min(before.length, now.length) && before[same] === now[same]) same++
  let sameEnd = 0
  while (
    sameEnd < Math.min(before.length, now.length) - same &&
    before[before.length - 1 - sameEnd] === now[now.length - 1 - sameEnd]
  )
    sameEnd++
  const lines = [
    ...before.slice(same, before.length - sameEnd).map(line => `-${line}`),
    ...now.slice(same, now.length - sameEnd).map(line => `+${line}`),
  ].filter(line => line.trim().length > 1)
  return lines.length === 0 || lines.length > mostLines ? null : `${lines.join('\n')}\n`
}
