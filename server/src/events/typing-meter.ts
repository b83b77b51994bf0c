import { compare, endOf, minimal, plain, type Edit, type Place } from './edit.ts'

/** Counts what is typed by hand, for the share that a model has written. */
export interface TypingMeter {
  /** Characters of this edit that count as typed; to be called for each edit in order. */
  typed(uri: string, edit: Edit): number
}

/** Two edits closer together than this are not two keys. */
const rapidMs = 15
/** More than this at once is pasted, restored by undo, or generated. */
const mostAtOnce = 100

/**
 * An edit counts by what it inserts, and a new line with its indentation as one key. Nothing counts that has more than
 * one line break or is long, and of edits in several places at once only the first: those are made by programs.
 */
export function createTypingMeter(now: () => number): TypingMeter {
  let last: { uri: string; end: Place; atMs: number } | null = null
  return {
    typed(uri, sent) {
      const edit = minimal(sent)
      const atMs = now()
      const isRapid = last !== null && atMs - last.atMs < rapidMs
      const goesOn = last?.uri === uri && compare(last.end, edit.from) === 0
      last = { uri, end: endOf(edit.from, edit.text), atMs }
      const characters = keysOf(plain(edit.text))
      return isRapid && !(goesOn && characters === 1) ? 0 : characters
    },
  }
}

function keysOf(text: string): number {
  if (/^\n[ \t]*$/.test(text)) return 1
  return text.length > mostAtOnce || text.split('\n').length > 2 ? 0 : text.length
}
