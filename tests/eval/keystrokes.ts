import type { Trace } from './data.ts'

/** One edit of a document and when it is made. */
export interface Keystroke {
  atMs: number
  pos: number
  del: number
  ins: string
}

/** What a person who pauses longer is doing is not typing. */
const longestPauseMs = 2000
/** Where a trace does not tell, a key comes as fast as one of an office worker (about 200 characters a minute, in bursts). */
const usualGapMs = 160

/** The edits of a trace in time: those of one second spread over it evenly, no pause longer than two. */
export function keystrokesOf({ edits }: Pick<Trace, 'edits'>): Keystroke[] {
  const keys: Keystroke[] = []
  let atMs = 0
  for (let index = 0; index < edits.length;) {
    const { timeMs } = edits[index] ?? {}
    let end = index + 1
    while (timeMs !== undefined && edits[end]?.timeMs === timeMs) end++
    const next = edits[end]?.timeMs
    const spanMs =
      timeMs === undefined || next === undefined ? usualGapMs : Math.min(longestPauseMs, Math.max(1, next - timeMs))
    // A second's keys share that second; the pause after it comes behind them.
    const gapMs = timeMs === undefined ? usualGapMs : Math.min(1000, spanMs) / (end - index)
    for (const [order, { pos, del, ins }] of edits.slice(index, end).entries())
      keys.push({ atMs: Math.round(atMs + order * gapMs), pos, del, ins })
    atMs += timeMs === undefined ? usualGapMs : spanMs
    index = end
  }
  return keys
}

/** The text after a keystroke. */
export function applied(text: string, { pos, del, ins }: Pick<Keystroke, 'pos' | 'del' | 'ins'>): string {
  return text.slice(0, pos) + ins + text.slice(pos + del)
}

/** What is going to be typed on at a place, and how far. */
export interface Future {
  text: string
  /** By the length of the text typed so far: how many keystrokes it has taken to get there for the last time. */
  keysTo: (typed: string) => number | null
}

/** Characters that nobody looks further ahead than. */
const farthest = 300

/**
 * What the keystrokes after `from` are going to make of the place behind it, mistakes mended, until the cursor goes
 * elsewhere.
 */
export function futureAt(keys: readonly Keystroke[], from: number): Future {
  const start = keys[from]
  const states: string[] = []
  if (start) {
    const cursor = start.pos + start.ins.length
    let text = ''
    for (const { pos, del, ins } of keys.slice(from + 1, from + 2 * farthest)) {
      const at = pos - cursor
      if (at < 0 || at + del > text.length || text.length > farthest) break
      // Who goes back further than to mend a word is writing something else.
      if (at + del < text.length - 12) break
      text = text.slice(0, at) + ins + text.slice(at + del)
      states.push(text)
    }
  }
  return {
    text: states.at(-1) ?? '',
    keysTo(typed) {
      const index = states.lastIndexOf(typed)
      return index < 0 ? null : index + 1
    },
  }
}
