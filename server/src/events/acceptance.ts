import type { AcceptanceKind } from '@wayline/inference/api'
import { compare, endOf, minimal, moved, plain, type Edit, type Place } from './edit.ts'
import { matchOf, type Match } from './insertion.ts'
import {
  accept,
  isSame,
  outcomeOf,
  shownAgain,
  suggestionOf,
  take,
  type Candidate,
  type Insertion,
  type Outcome,
  type Showing,
  type Suggestion,
} from './suggestion.ts'
import { createTypingSpeed } from './typing-speed.ts'

export interface AcceptanceOptions {
  /** Milliseconds that only ever grow. */
  now: () => number
  /** Calls back later; the returned function takes it back. */
  after: (delayMs: number, run: () => void) => () => void
  /** Called for each piece, as soon as it is known; the edit that put it in has been made. */
  onInserted: (insertion: Insertion) => void
  onEnded: (outcome: Outcome) => void
}

/** Recognises what becomes of suggestions. One is on the screen at a time: the last one shown. */
export interface Acceptance {
  /** An answer has gone to the editor; without candidates, what was on the screen is gone. */
  shown(showing: Showing): void
  /** The cursor is at this place. */
  asked(uri: string, place: Place): void
  /** To be called for each edit in order. Whether it is known to have put in a suggestion or a piece of one. */
  edited(uri: string, edit: Edit): boolean
  /** The editor says that this one was accepted. False if there is nothing to be learned from that. */
  commanded(id: string): boolean
  closed(uri: string): void
  /** Ends what is on the screen, and is sure of what is doubtful. */
  end(): void
  /** Tells nothing more of anything. */
  forget(): void
}

/** Shown for so long, a suggestion counts as seen. */
export const seenMs = 750
/** Within this, the command that tells of an acceptance and the edit that makes it belong together, in either order. */
const togetherMs = 2000

export function createAcceptance({ now, after, onInserted, onEnded }: AcceptanceOptions): Acceptance {
  const speed = createTypingSpeed(now)
  let current: Suggestion | null = null
  /** Over as far as its edits tell, but the command may still say otherwise. */
  let doubtful: { suggestion: Suggestion; edit: Edit; settle: () => void; takeBack: () => void } | null = null
  /** Takes back the wait for the edit of a command that has come before it. */
  let promised: (() => void) | null = null

  function end(ended: 'typed' | 'rejected' | 'superseded'): void {
    promised?.()
    promised = null
    const suggestion = current
    current = null
    if (!suggestion) return
    const displayedMs = (suggestion.leftMs ?? now()) - suggestion.sinceMs
    const superseded = displayedMs < seenMs ? 'ignored' : 'rejected'
    onEnded(outcomeOf(suggestion, ended === 'superseded' ? superseded : ended, displayedMs))
  }

  /** Ends what is on the screen, unless the command comes and says that this edit was its acceptance. */
  function doubt(suggestion: Suggestion, edit: Edit, ended: 'typed' | 'rejected'): void {
    doubtful?.settle()
    current = null
    const displayedMs = now() - suggestion.sinceMs
    const settle = (): void => {
      takeBack()
      doubtful = null
      onEnded(outcomeOf(suggestion, ended, displayedMs))
    }
    const takeBack = after(togetherMs, settle)
    doubtful = { suggestion, edit, settle, takeBack }
  }

  function put(suggestion: Suggestion, candidate: Candidate, part: string, kind: AcceptanceKind, edit: Edit): void {
    accept(suggestion, candidate, part, kind)
    speed.accepted()
    const { id, uri, language } = suggestion
    onInserted({ id, uri, language, model: candidate.model, from: edit.from, text: edit.text })
  }

  function edited(uri: string, sent: Edit): boolean {
    const edit = minimal(sent)
    const isAtOnce = speed.isAtOnce(plain(edit.text).length)
    const suggestion = current
    if (suggestion?.uri !== uri) return false
    const { candidate, match } = bestMatch(suggestion, edit)
    switch (match.is) {
      case 'elsewhere':
        if (compare(edit.from, suggestion.place) < 0) suggestion.place = moved(suggestion.place, edit)
        suggestion.leftMs ??= now()
        return false
      case 'part': {
        suggestion.place = endOf(edit.from, match.text)
        if (match.piece === null || !isAtOnce) {
          take(suggestion, candidate, match.text)
          return false
        }
        put(suggestion, candidate, match.text, match.piece, edit)
        return true
      }
      case 'whole':
      case 'other':
        if (!promised && !(match.is === 'whole' && isAtOnce)) {
          doubt(suggestion, edit, match.is === 'whole' ? 'typed' : 'rejected')
          return false
        }
        put(suggestion, candidate, candidate.text, 'full', edit)
        end('typed')
        return true
    }
  }

  return {
    shown(showing) {
      const suggestion = suggestionOf(showing, now())
      if (suggestion && current && isSame(current, suggestion)) {
        shownAgain(current, suggestion)
      } else if (suggestion ?? current?.uri === showing.uri) {
        end('superseded')
        current = suggestion
      }
    },
    asked(uri, place) {
      if (current && (current.uri !== uri || compare(current.place, place) !== 0)) end('rejected')
    },
    edited,
    commanded(id) {
      if (doubtful?.suggestion.ids.has(id)) {
        const { suggestion, edit, settle } = doubtful
        const candidate = named(suggestion, id)
        put(suggestion, candidate, candidate.text, 'full', edit)
        settle()
        return true
      }
      const suggestion = current
      if (!suggestion?.ids.has(id)) return false
      promised?.()
      promised = after(togetherMs, () => {
        const candidate = named(suggestion, id)
        // No edit tells where it was put in, so it counts, but cannot be followed.
        accept(suggestion, candidate, candidate.text, 'full')
        end('typed')
      })
      return true
    },
    closed(uri) {
      if (current?.uri === uri) end('superseded')
    },
    end() {
      doubtful?.settle()
      end('superseded')
    },
    forget() {
      doubtful?.takeBack()
      promised?.()
      doubtful = promised = current = null
    },
  }
}

const rank = { elsewhere: 0, other: 1, part: 2, whole: 3 }

/** What an edit is to the candidate that it fits best. */
function bestMatch({ candidates, place }: Suggestion, edit: Edit): { candidate: Candidate; match: Match } {
  const [first, ...others] = candidates
  let best = { candidate: first, match: matchOf(edit, { ...first, place }) }
  for (const candidate of others) {
    const match = matchOf(edit, { ...candidate, place })
    if (rank[match.is] > rank[best.match.is]) best = { candidate, match }
  }
  return best
}

/** Once the user has typed on there is one candidate only, whatever its name was before. */
function named({ candidates }: Suggestion, id: string): Candidate {
  return candidates.find(candidate => candidate.id === id) ?? candidates[0]
}
