import { compare, endOf, minimal, plain, type Edit, type Place } from './edit.ts'

/** A text that is offered at a place, and what stands right of the place that it takes the place of. */
export interface Offer {
  place: Place
  /** Line ends are `\n`. */
  text: string
  covers: string
}

/** How an edit stands to an offer. */
export type Match =
  /** The whole of it. */
  | { is: 'whole' }
  /** Its beginning; `text` is that, and `piece` says whether it ends as an editor's command for a part of it would. */
  | { is: 'part'; text: string; piece: 'line' | 'word' | null }
  /** Somewhere else in the document. */
  | { is: 'elsewhere' }
  /** Something else where the offer is. */
  | { is: 'other' }

/** Compares an edit, which must be minimal, with what is offered. */
export function matchOf(edit: Edit, offer: Offer): Match {
  const whole = minimal({ from: offer.place, to: offer.place, removed: offer.covers, text: offer.text })
  const text = plain(edit.text)
  const isSamePlace = compare(edit.from, whole.from) === 0
  if (isSamePlace && edit.removed === whole.removed && text === whole.text) return { is: 'whole' }
  if (compare(edit.to, offer.place) < 0 || compare(edit.from, endOf(offer.place, offer.covers)) > 0)
    return { is: 'elsewhere' }
  // Editors indent what they insert to their own taste.
  if (isSamePlace && text.includes('\n') && squashed(edit.removed) === squashed(whole.removed)) {
    if (squashed(text) === squashed(whole.text)) return { is: 'whole' }
  }
  if (compare(edit.from, offer.place) !== 0 || edit.removed !== '' || text === '') return { is: 'other' }
  if (text === offer.text) return { is: 'whole' }
  if (offer.text.startsWith(text)) return { is: 'part', text, piece: pieceOf(text, offer.text.slice(text.length)) }
  const [first = ''] = text
  // The closing bracket or quote has come by itself.
  if (closedPair.test(text) && offer.text.startsWith(first)) return { is: 'part', text: first, piece: null }
  return { is: 'other' }
}

const closedPair = /^(?:\(\)|\[\]|\{\}|""|''|``)$/

/** What a beginning of a text is, by where it ends: after a line, after a word, or in the middle of one. */
function pieceOf(text: string, rest: string): 'line' | 'word' | null {
  // Blank space alone is what editors indent a new line with.
  if (text.trim() === '') return null
  if (text.includes('\n') || rest.startsWith('\n')) return 'line'
  return isInWord(text) && startsInWord(rest) ? null : 'word'
}

function isInWord(text: string): boolean {
  return /[\p{L}\p{N}_$]$/u.test(text)
}

function startsInWord(text: string): boolean {
  return /^[\p{L}\p{N}_$]/u.test(text)
}

function squashed(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
