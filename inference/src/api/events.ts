import * as z from 'zod'

/** Anything that a client names: long enough for every real name, too short for anybody's code. */
const Name = z.string().max(100)
const Count = z.number().int().min(0).max(1e9)

const common = {
  /** When it was written, in milliseconds since 1970. */
  time: z.number().int().min(0),
  /** One run of one language server: random, so that it names nobody. */
  session: z.string().max(40),
  /** LSP language identifier of the document. */
  language: Name,
}

/** How much of a suggestion was put in at once. */
export const AcceptanceKind = z.enum(['full', 'line', 'word'])
export type AcceptanceKind = z.infer<typeof AcceptanceKind>

/** After how long it is looked how much of what was accepted is still there. */
export const keptAfterMs = [30_000, 120_000, 600_000] as const

/** A suggestion that was there for 750 ms or was accepted, told when it is over. */
export const SuggestionEvent = z.object({
  type: z.literal('suggestion'),
  ...common,
  /** Names the suggestion within its session. */
  id: z.string().max(40),
  model: Name,
  /** Equal for equal suggestions of one session, and for nothing else: the key is forgotten with the session. */
  hash: z.string().max(40),
  characters: Count,
  lines: Count,
  /** From the request of the editor to the answer. */
  latencyMs: Count,
  displayedMs: Count,
  /**
   * `accepted`: put in at once, whole or in part. `typed`: typed through to its end, key by key. `rejected`: other text, or
   * the cursor went elsewhere.
   */
  outcome: z.enum(['accepted', 'typed', 'rejected']),
  /** Of an accepted one, the largest piece that was put in at once. */
  kind: AcceptanceKind.optional(),
  acceptedCharacters: Count,
})
export type SuggestionEvent = z.infer<typeof SuggestionEvent>

/** How much of an accepted suggestion nobody has touched since; line ends are not counted. */
export const KeptEvent = z.object({
  type: z.literal('kept'),
  ...common,
  id: z.string().max(40),
  model: Name,
  afterMs: z.literal(keptAfterMs),
  characters: Count,
  ofCharacters: Count,
})
export type KeptEvent = z.infer<typeof KeptEvent>

/** What happened in one language since the last such event. */
export const ActivityEvent = z.object({
  type: z.literal('activity'),
  ...common,
  /** Places at which the gateway was to be asked, pauses in typing or not. */
  requests: Count,
  /** Answers of a model with something in them. */
  generated: Count,
  /** Suggestions that were there for less than 750 ms and were not accepted. */
  briefly: Count,
  typedCharacters: Count,
  acceptedCharacters: Count,
})
export type ActivityEvent = z.infer<typeof ActivityEvent>

/**
 * What happened to suggestions, for figures. Lengths, counts, names of languages and models: never text, paths or
 * anything that names a person. Fields that are not known here are dropped.
 */
export const UsageEvent = z.discriminatedUnion('type', [SuggestionEvent, KeptEvent, ActivityEvent])
export type UsageEvent = z.infer<typeof UsageEvent>

/** The most events of one batch. */
export const batchLimit = 200

/** `POST /api/v1/events`. */
export const EventBatch = z.object({ events: z.array(UsageEvent).min(1).max(batchLimit) })
export type EventBatch = z.infer<typeof EventBatch>

export const EventsCounted = z.object({ counted: Count })
export type EventsCounted = z.infer<typeof EventsCounted>
