import { createHmac, randomBytes } from 'node:crypto'
import type { ActivityEvent, UsageEvent } from '@wayline/inference/api'
import { createAcceptance, seenMs } from './acceptance.ts'
import type { Circumstances } from './circumstances.ts'
import { minimal, plain, type Edit, type Place } from './edit.ts'
import type { Insertion, Outcome, Showing } from './suggestion.ts'
import { createTracker } from './tracker.ts'
import { createTypingMeter } from './typing-meter.ts'

export interface JournalOptions {
  /** Milliseconds that only ever grow. */
  now: () => number
  /** Milliseconds since 1970. */
  date: () => number
  /** Calls back later; the returned function takes it back. */
  after: (delayMs: number, run: () => void) => () => void
  branchOf: (uri: string) => Promise<string | null>
  /**
   * Takes what has happened, and of a suggestion that came by itself where it came. Called on the way of requests and
   * edits, so it must be quick.
   */
  record: (event: UsageEvent, circumstances: Circumstances | null) => void
  /** A suggestion has been accepted, in whole or in part. */
  onAccepted: () => void
  /** A suggestion was there long enough to be seen, and has not been wanted. */
  onRejected: () => void
}

/** Makes events of what happens in the editor. No text gets into them: only lengths, and hashes that nobody can look up. */
export interface Journal {
  /** The editor asks for a completion, so that is where the cursor is. */
  asked(uri: string, place: Place): void
  /** The gateway is to be asked; `generated` when an answer with something in it has come. */
  requested(language: string): void
  generated(language: string): void
  shown(showing: Showing): void
  /** To be called for each edit in order, of documents that are to be counted. */
  edited(document: { uri: string; language: string }, edit: Edit): void
  /** The editor has run the command that tells of an acceptance. */
  commanded(id: string): void
  closed(uri: string): void
  /** Makes events of everything that is still being counted, and follows nothing any more. */
  finish(): void
  /** Forgets everything that is not an event yet. */
  clear(): void
}

type Counts = Omit<ActivityEvent, 'type' | 'time' | 'session' | 'language'>

const flushMs = 60_000
/** No name is so long; what is cut off was no name. */
const longestName = 100

export function createJournal({ now, date, after, branchOf, record, onAccepted, onRejected }: JournalOptions): Journal {
  const session = randomBytes(9).toString('base64url')
  const hashKey = randomBytes(16)
  const counts = new Map<string, Counts>()
  const meter = createTypingMeter(now)
  let takeBackFlush: (() => void) | null = null
  /** The newest edit that counted as typed: the command may tell later that it was an acceptance. */
  let typed: { text: string; characters: number } | null = null

  function countsOf(language: string): Counts {
    takeBackFlush ??= after(flushMs, flush)
    const found = counts.get(language)
    if (found) return found
    const made = { requests: 0, generated: 0, briefly: 0, typedCharacters: 0, acceptedCharacters: 0 }
    counts.set(language, made)
    return made
  }

  function flush(): void {
    takeBackFlush?.()
    takeBackFlush = null
    for (const [language, counted] of counts) record({ type: 'activity', ...common(language), ...counted }, null)
    counts.clear()
  }

  function common(language: string): Pick<UsageEvent, 'time' | 'session' | 'language'> {
    return { time: date(), session, language: language.slice(0, longestName) }
  }

  function inserted(insertion: Insertion): void {
    const { language, text } = insertion
    const counted = countsOf(language)
    // It may have been told of already; then it stays typed.
    if (typed?.text === text) counted.typedCharacters = Math.max(0, counted.typedCharacters - typed.characters)
    typed = null
    counted.acceptedCharacters += plain(text).length
    tracker.follow(insertion)
    onAccepted()
  }

  function ended({ language, text, kind, circumstances, ...outcome }: Outcome): void {
    const { outcome: how, displayedMs } = outcome
    if (how === 'ignored' || (how !== 'accepted' && displayedMs < seenMs)) {
      countsOf(language).briefly++
      return
    }
    if (how === 'rejected') onRejected()
    const event: UsageEvent = {
      type: 'suggestion',
      ...common(language),
      ...outcome,
      outcome: how,
      model: outcome.model.slice(0, longestName),
      hash: createHmac('sha256', hashKey).update(text).digest('base64url').slice(0, 16),
      characters: text.length,
      ...(kind ? { kind } : {}),
    }
    record(event, circumstances)
  }

  const tracker = createTracker({
    after,
    branchOf,
    onMeasured: ({ language, model, ...kept }) =>
      record({ type: 'kept', ...common(language), ...kept, model: model.slice(0, longestName) }, null),
  })
  const acceptance = createAcceptance({ now, after, onInserted: inserted, onEnded: ended })

  return {
    asked: (uri, place) => acceptance.asked(uri, place),
    requested(language) {
      countsOf(language).requests++
    },
    generated(language) {
      countsOf(language).generated++
    },
    shown: showing => acceptance.shown(showing),
    edited({ uri, language }, edit) {
      typed = null
      tracker.edited(uri, edit)
      const characters = meter.typed(uri, edit)
      if (acceptance.edited(uri, edit) || characters === 0) return
      countsOf(language).typedCharacters += characters
      typed = { text: minimal(edit).text, characters }
    },
    commanded(id) {
      // An editor that knows of an acceptance is believed, even where it is not known what was accepted.
      if (!acceptance.commanded(id)) onAccepted()
    },
    closed(uri) {
      acceptance.closed(uri)
      tracker.closed(uri)
    },
    finish() {
      acceptance.end()
      flush()
      tracker.clear()
    },
    clear() {
      tracker.clear()
      acceptance.forget()
      takeBackFlush?.()
      takeBackFlush = null
      counts.clear()
    },
  }
}
