import type { AcceptanceKind } from '@wayline/inference/api'
import type { Circumstances } from './circumstances.ts'
import { compare, linesOf, plain, type Place } from './edit.ts'

/** What an editor has been given to show. */
export interface Showing {
  uri: string
  place: Place
  language: string
  /** Of the place it is shown at; null for one that the user has asked for. */
  circumstances: Circumstances | null
  /** The first is the one on the screen; the others come up when the user asks for the next. */
  candidates: Candidate[]
}

export interface Candidate {
  /** What the command of its acceptance names it by. */
  id: string
  text: string
  /** What stands right of the place that it takes the place of. */
  covers: string
  model: string
  latencyMs: number
}

/** A piece of a suggestion that was put in at once. */
export interface Insertion {
  /** Names the suggestion. */
  id: string
  uri: string
  language: string
  model: string
  from: Place
  text: string
}

/** What became of a suggestion. */
export interface Outcome {
  id: string
  language: string
  /** Of the place where it was shown first. */
  circumstances: Circumstances | null
  model: string
  latencyMs: number
  /** All of it, what was typed or accepted included; line ends are `\n`. */
  text: string
  lines: number
  displayedMs: number
  /** `ignored`: another one took its place before anybody can have read it. */
  outcome: 'accepted' | 'typed' | 'rejected' | 'ignored'
  kind: AcceptanceKind | null
  acceptedCharacters: number
}

/** A suggestion from when it is shown to when it is over: the user may type or accept its beginning meanwhile. */
export interface Suggestion {
  id: string
  /** All ids under which it was shown: after each key the rest of it is shown anew. */
  ids: Set<string>
  uri: string
  language: string
  circumstances: Circumstances | null
  /** Where what is left of it stands. */
  place: Place
  /** What is left of it; one alone once the user has chosen. */
  candidates: [Candidate, ...Candidate[]]
  sinceMs: number
  latencyMs: number
  /** What has been typed or accepted of it so far. */
  taken: string
  acceptedCharacters: number
  kind: AcceptanceKind | null
  /** Since when the user has been busy elsewhere. */
  leftMs: number | null
}

/** Null where there is nothing to show. */
export function suggestionOf(
  { uri, place, language, circumstances, candidates }: Showing,
  nowMs: number,
): Suggestion | null {
  const [first, ...others] = candidates.map(candidate => ({ ...candidate, text: plain(candidate.text) }))
  if (!first) return null
  return {
    id: first.id,
    ids: new Set(candidates.map(({ id }) => id)),
    uri,
    language,
    circumstances,
    place,
    candidates: [first, ...others],
    sinceMs: nowMs,
    latencyMs: first.latencyMs,
    taken: '',
    acceptedCharacters: 0,
    kind: null,
    leftMs: null,
  }
}

/** Whether what is shown now is what was on the screen already, or the rest of it. */
export function isSame(before: Suggestion, now: Suggestion): boolean {
  if (before.uri !== now.uri || compare(before.place, now.place) !== 0) return false
  const { text: next } = now.candidates[0]
  return before.candidates.some(({ text }) => text !== '' && (text.startsWith(next) || next.startsWith(text)))
}

/** Shown again: it may have become longer since, and goes by one name more. */
export function shownAgain(suggestion: Suggestion, now: Suggestion): void {
  suggestion.candidates = now.candidates
  for (const id of now.ids) suggestion.ids.add(id)
}

/** So much of a candidate has come into the document; which it was is settled by that. */
export function take(suggestion: Suggestion, candidate: Candidate, part: string): void {
  suggestion.taken += part
  suggestion.candidates = [{ ...candidate, text: candidate.text.slice(part.length) }]
  suggestion.leftMs = null
}

const order: (AcceptanceKind | null)[] = [null, 'word', 'line', 'full']

/** Like `take`, for what was put in at once. */
export function accept(suggestion: Suggestion, candidate: Candidate, part: string, kind: AcceptanceKind): void {
  take(suggestion, candidate, part)
  suggestion.acceptedCharacters += part.length
  if (order.indexOf(kind) > order.indexOf(suggestion.kind)) suggestion.kind = kind
}

export function outcomeOf(
  { id, language, circumstances, candidates, latencyMs, taken, acceptedCharacters, kind }: Suggestion,
  ended: Outcome['outcome'],
  displayedMs: number,
): Outcome {
  const text = taken + candidates[0].text
  return {
    id,
    language,
    circumstances,
    model: candidates[0].model,
    latencyMs,
    text,
    lines: linesOf(text).length,
    displayedMs: Math.round(displayedMs),
    outcome: acceptedCharacters > 0 ? 'accepted' : ended,
    kind,
    acceptedCharacters,
  }
}
