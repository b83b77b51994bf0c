import { LRUCache } from 'lru-cache'
import { ownCopy } from '../syntax/own-copy.ts'
import type { Answer } from './answer.ts'
import { anchorOf, belowOf, besideOf, type Cursor } from './cursor.ts'

/** Remembers answers by the text around the place they were given for. */
export interface AnswerCache {
  /** What is left of an earlier answer at this place, with everything typed since agreeing with it; null if nothing is. */
  find(cursor: Cursor): Answer | null
  add(cursor: Cursor, answer: Answer): void
  clear(): void
}

interface Entry {
  /** The line up to where the answer begins, and the answer: what the line should become. */
  line: string
  /** Where the answer begins in it. */
  start: number
  beside: string
  answer: Answer
}

const entriesPerPlace = 6

/**
 * An answer is filed under each line that it reaches into, so that every place in it is one look-up away: typing through
 * it, over its line breaks too, hits. Text far from the cursor is no part of the key, so scrolling does not miss.
 */
export function createAnswerCache(maxPlaces = 500): AnswerCache {
  const places = new LRUCache<string, Entry[]>({ max: maxPlaces })

  function file(key: string, entry: Entry): void {
    const others = (places.get(key) ?? []).filter(other => other.line !== entry.line)
    places.set(key, [entry, ...others].slice(0, entriesPerPlace))
  }

  return {
    find(cursor) {
      const beside = besideOf(cursor)
      for (const entry of places.get(keyOf(cursor, cursor.before)) ?? []) {
        const { line, answer } = entry
        if (entry.beside !== beside || !line.startsWith(cursor.linePrefix)) continue
        // Deleting back past where the answer began would offer the user's own text, which may be what they got rid of.
        if (cursor.linePrefix.length < entry.start) continue
        const text = line.slice(cursor.linePrefix.length)
        if (text.trim() !== '') return { ...answer, text }
      }
      return null
    },
    add(cursor, answer) {
      const trusted = trustedText(answer)
      const beside = ownCopy(besideOf(cursor))
      const start = cursor.linePrefix.length
      file(keyOf(cursor, cursor.before), { line: ownCopy(cursor.linePrefix + trusted), start, beside, answer })
      for (let at = trusted.indexOf('\n'); at >= 0; at = trusted.indexOf('\n', at + 1)) {
        const line = trusted.slice(at + 1)
        if (line.trim() === '') break
        file(keyOf(cursor, cursor.prefix + trusted.slice(0, at + 1)), { line, start: 0, beside, answer })
      }
    },
    clear: () => places.clear(),
  }
}

function keyOf(cursor: Cursor, before: string): string {
  return [cursor.request.uri, anchorOf(before), belowOf(cursor)].join('\0')
}

/** An answer that did not end by itself may end in half a line or half a word, which must not be offered again as whole. */
function trustedText({ text, finishReason }: Answer): string {
  if (finishReason === 'stop') return text
  const lastBreak = text.trimEnd().lastIndexOf('\n')
  return text.slice(0, lastBreak).trim() === '' || lastBreak < 0
    ? text.replace(/[\p{L}\p{N}_$]+$/u, '')
    : text.slice(0, lastBreak + 1)
}
