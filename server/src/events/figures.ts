import {
  keptAfterMs,
  type AcceptanceKind,
  type ActivityEvent,
  type KeptEvent,
  type SuggestionEvent,
  type UsageEvent,
} from '@wayline/inference/api'

/** What is left of accepted suggestions after some time. */
export interface KeptFigures {
  afterMs: KeptEvent['afterMs']
  /** Accepted characters that nobody has touched, of those that were followed so long. */
  characters: number
  ofCharacters: number
  share: number | null
  /** Share of the suggestions of which at least two thirds are untouched. */
  suggestionShare: number | null
}

/** A user's figures. Shares are from 0 to 1, and null where there is nothing to take a share of. */
export interface Figures {
  /** Places at which the gateway was to be asked. */
  requests: number
  /** Answers of a model with something in them. */
  generated: number
  /** Suggestions that were there for 750 ms or were accepted. */
  shown: number
  /** Those that were there for less. */
  shownBriefly: number
  accepted: number
  acceptedBy: Record<AcceptanceKind, number>
  /** Typed through to the end, which is agreement, but no acceptance. */
  typedThrough: number
  rejected: number
  shownCharacters: number
  acceptedCharacters: number
  /** Accepted of shown; the second takes those for shown that were there for a moment only. */
  acceptanceRate: number | null
  acceptanceRateOfAll: number | null
  /** Accepted of shown, by characters. */
  characterAcceptanceRate: number | null
  generationYield: number | null
  requestYield: number | null
  kept: KeptFigures[]
  typedCharacters: number
  insertedCharacters: number
  /** Share of what was written that came from suggestions, and the same with what was left of that after ten minutes. */
  aiShare: number | null
  aiShareKept: number | null
  /** From the editor's request to the answer, of suggestions that were shown. */
  latencyMs: { median: number; p95: number } | null
}

/** The definitions that `docs/decisions/2026-11-24-events.md` lists. Sums are made first and divided last. */
export function figuresOf(events: UsageEvent[]): Figures {
  const suggestions = events.filter((event): event is SuggestionEvent => event.type === 'suggestion')
  const activity = events.filter((event): event is ActivityEvent => event.type === 'activity')
  const accepted = suggestions.filter(({ outcome }) => outcome === 'accepted')
  const by = (kind: AcceptanceKind): number => accepted.filter(event => event.kind === kind).length
  const ended = (outcome: SuggestionEvent['outcome']): number =>
    suggestions.filter(event => event.outcome === outcome).length

  const requests = sum(activity, event => event.requests)
  const generated = sum(activity, event => event.generated)
  const shown = suggestions.length
  const shownBriefly = sum(activity, event => event.briefly)
  const shownCharacters = sum(suggestions, event => event.characters)
  const acceptedCharacters = sum(suggestions, event => event.acceptedCharacters)
  const typedCharacters = sum(activity, event => event.typedCharacters)
  const insertedCharacters = sum(activity, event => event.acceptedCharacters)
  const kept = keptFigures(events)
  const lasting = kept.at(-1)?.share ?? null
  const insertedKept = lasting === null ? null : insertedCharacters * lasting
  return {
    requests,
    generated,
    shown,
    shownBriefly,
    accepted: accepted.length,
    acceptedBy: { full: by('full'), line: by('line'), word: by('word') },
    typedThrough: ended('typed'),
    rejected: ended('rejected'),
    shownCharacters,
    acceptedCharacters,
    acceptanceRate: share(accepted.length, shown),
    acceptanceRateOfAll: share(accepted.length, shown + shownBriefly),
    characterAcceptanceRate: share(acceptedCharacters, shownCharacters),
    generationYield: share(shown, generated),
    requestYield: share(shown, requests),
    kept,
    typedCharacters,
    insertedCharacters,
    aiShare: share(insertedCharacters, insertedCharacters + typedCharacters),
    aiShareKept: insertedKept === null ? null : share(insertedKept, insertedKept + typedCharacters),
    latencyMs: percentiles(suggestions.map(event => event.latencyMs)),
  }
}

/** The same for each language by itself, the one with the most suggestions first. */
export function figuresByLanguage(events: UsageEvent[]): Map<string, Figures> {
  const languages = new Set(events.map(event => event.language))
  return new Map(
    [...languages]
      .map((language): [string, Figures] => [language, figuresOf(events.filter(event => event.language === language))])
      .sort(([one, a], [other, b]) => b.shown - a.shown || one.localeCompare(other)),
  )
}

/** With so much of it untouched, a suggestion is still there. */
const stillThere = 0.67

function keptFigures(events: UsageEvent[]): KeptFigures[] {
  const measured = events.filter((event): event is KeptEvent => event.type === 'kept')
  return keptAfterMs.map(afterMs => {
    const then = measured.filter(event => event.afterMs === afterMs)
    const characters = sum(then, event => event.characters)
    const ofCharacters = sum(then, event => event.ofCharacters)
    const still = then.filter(event => event.characters >= event.ofCharacters * stillThere).length
    return {
      afterMs,
      characters,
      ofCharacters,
      share: share(characters, ofCharacters),
      suggestionShare: share(still, then.length),
    }
  })
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function sum<T>(items: T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}

/** By nearest rank: values that have been measured, not values in between. */
function percentiles(values: number[]): { median: number; p95: number } | null {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (rank: number): number | undefined => sorted[Math.ceil(rank * sorted.length) - 1]
  const [median, p95] = [at(0.5), at(0.95)]
  return median === undefined || p95 === undefined ? null : { median, p95 }
}
