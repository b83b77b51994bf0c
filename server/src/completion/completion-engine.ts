import type { Budgets, Model } from '@wayline/inference/api'
import { LRUCache } from 'lru-cache'
import type { Config } from '../config.ts'
import { gatherContext } from '../context/gather-context.ts'
import { WaylineError } from '../errors.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { createExclusions, type Exclusions } from '../safety/exclusions.ts'
import type { Answer } from './answer.ts'
import { createAnswerCache } from './cache.ts'
import type { CompletionItem, CompletionRequest } from './completion-item.ts'
import { cursorAt, type Cursor } from './cursor.ts'
import { cut } from './cut.ts'
import { createInFlight } from './in-flight.ts'
import { extentAt, type Extent } from './multiline.ts'
import { createPace } from './pace.ts'
import { polish } from './polish/polish.ts'
import { promptWindow } from './prompt-window.ts'
import { isSafeToAsk } from './safe.ts'
import { sessionKey } from './session-key.ts'
import { trailingSpace, withoutSpace } from './trailing-space.ts'
import { isWorthAsking } from './worth-asking.ts'

export interface CompletionEngineOptions {
  gateway: () => Promise<Gateway>
  config: () => Config
  log: (message: string) => void
  /** The editor waits for a pause in typing before it asks, so no wait of ours is added. */
  clientWaits?: boolean
  clock?: Clock
}

/** Time, handed in so that tests need none. */
export interface Clock {
  now: () => number
  after: (delayMs: number, run: () => void) => () => void
}

export interface CompletionEngine {
  /** Nothing to offer is an empty list; a gateway that fails is a WaylineError. */
  complete(request: CompletionRequest, signal: AbortSignal): Promise<CompletionItem[]>
  /** Lets the engine behind the gateway get ready for a document, so that its first completion is quick. */
  warmUp(request: CompletionRequest, signal: AbortSignal): Promise<void>
  accepted(id: string): void
  /** Forgets every answer: they may be from another model, or from before an exclusion. */
  forget(): void
  dispose(): void
}

/** A model this fast can be asked for alternatives when the user asks by hand. */
const fastMs = 400
/** A model with a prompt this small runs on this computer's processor, where a cold start is what takes long. */
const warmableTokens = 512

/** The completion engine: from a place in a document to what to show there. */
export function createCompletionEngine(options: CompletionEngineOptions): CompletionEngine {
  const { gateway, config, log, clientWaits = false, clock = systemClock } = options
  const cache = createAnswerCache()
  const pace = createPace(clock.now, clientWaits)
  const inFlight = createInFlight({ onAnswer: (cursor, answer) => cache.add(cursor, answer), after: clock.after })
  const exclusionsOf = once((patterns: readonly string[]): Exclusions => createExclusions(patterns))
  let warming = new AbortController()
  /** The newest place that was asked about, by document. */
  const latest = new LRUCache<string, Cursor>({ max: 50 })
  let shown = 0

  async function complete(request: CompletionRequest, signal: AbortSignal): Promise<CompletionItem[]> {
    const started = clock.now()
    const { completion, exclude } = config()
    if (!isWanted(request, completion) || !isSafeToAsk(request, exclusionsOf(exclude))) return []
    const cursor = cursorAt(request)
    const extent = extentAt(cursor, completion.multiline)
    if (request.trigger === 'automatic') pace.typed()

    const remembered = cache.find(cursor)
    const hit = remembered && toItem(remembered, cursor, extent, started, true)
    if (hit) return [hit]
    latest.set(request.uri, cursor)
    const first = await fresh(cursor, extent, started, signal)
    if (!first) return []
    pace.answered(first.latencyMs)
    if (request.trigger !== 'invoked' || first.latencyMs > fastMs) return [first]
    return distinct([first, ...(await alternatives(cursor, extent, started, signal))])
  }

  /** An answer from the gateway: the running one if it fits this place, else one of its own. */
  async function fresh(
    cursor: Cursor,
    extent: Extent,
    started: number,
    signal: AbortSignal,
  ): Promise<CompletionItem | null> {
    const { timeoutMs } = config().completion
    const deadline = AbortSignal.timeout(timeoutMs)
    const limit = AbortSignal.any([signal, deadline])
    try {
      const joined = inFlight.canJoin(cursor) ? await ask(cursor, extent, started, limit) : null
      if (joined) return joined
      // What ran said something else than the user then typed. Only the newest place is worth another request.
      if (latest.get(cursor.request.uri) !== cursor || !isWorthAsking(cursor)) return null
      inFlight.disagree(cursor)
      if (cursor.request.trigger === 'automatic') await pause(pace.waitMs(cursor), limit)
      return await ask(cursor, extent, started, limit)
    } catch (error) {
      signal.throwIfAborted()
      throw deadline.aborted ? tooLate(timeoutMs) : error
    }
  }

  /** Follows the answer at the cursor until there is enough of it to show. */
  async function ask(
    cursor: Cursor,
    extent: Extent,
    started: number,
    signal: AbortSignal,
  ): Promise<CompletionItem | null> {
    const seen: { last: Answer | null } = { last: null }
    const enough = (answer: Answer, isEnd: boolean): { item: CompletionItem | null } | null => {
      seen.last = answer
      if (!isEnd && !cut(answer.text, cursor, extent).isFinal) return null
      return { item: toItem(answer, cursor, extent, started, false) }
    }
    try {
      const stream = (life: AbortSignal): ReturnType<typeof startStream> => startStream(cursor, extent, life, 0)
      return (await inFlight.follow(cursor, stream, enough, signal))?.item ?? null
    } catch (error) {
      // A slow model's whole lines are worth more than an apology for the rest.
      const partial = isTimeout(signal) && seen.last ? wholeLines(seen.last) : null
      if (!partial) throw error
      return toItem(partial, cursor, extent, started, false)
    }
  }

  async function startStream(cursor: Cursor, extent: Extent, signal: AbortSignal, temperature: number) {
    warming.abort()
    const connection = await gateway()
    const model = await chosenModel(connection, signal)
    const parts = promptFor(cursor, model)
    // Fill-in-the-middle models have seen holes at any place; the others only ever whole words.
    const space = model.wayline.layout === 'plain' ? trailingSpace(parts.prompt) : ''
    const prompt = parts.prompt.slice(0, parts.prompt.length - space.length)
    const body = { ...parts, prompt, max_tokens: tokensFor(extent, model.wayline.budgets), temperature }
    return { model: model.id, events: withoutSpace(connection.complete(body, signal), space) }
  }

  async function alternatives(
    cursor: Cursor,
    extent: Extent,
    started: number,
    signal: AbortSignal,
  ): Promise<CompletionItem[]> {
    const { wayline } = await chosenModel(await gateway(), signal)
    if (wayline.budgets.promptTokens <= warmableTokens) return []
    const limit = AbortSignal.any([signal, AbortSignal.timeout(fastMs)])
    const answers = await Promise.allSettled(
      [0.5, 0.9].map(async temperature => {
        const { model, events } = await startStream(cursor, extent, limit, temperature)
        const answer: Answer = { text: '', model, finishReason: null }
        for await (const event of events) {
          if (event.type === 'completion-delta') answer.text += event.text
          if (cut(answer.text, cursor, extent).isFinal) break
        }
        return toItem(answer, cursor, extent, started, false)
      }),
    )
    signal.throwIfAborted()
    return answers.flatMap(answer => (answer.status === 'fulfilled' && answer.value ? [answer.value] : []))
  }

  function promptFor(cursor: Cursor, model: Model) {
    const { path, languageId, uri } = cursor.request
    const context = gatherContext()
    const contextCharacters = context.reduce((sum, part) => sum + part.text.length, 0)
    const { prefix, suffix } = promptWindow(cursor, model.wayline.budgets, contextCharacters)
    const named = config().gateway.model ? { model: model.id } : {}
    return { ...named, prompt: prefix, suffix, context, path, language: languageId, session: sessionKey(uri) }
  }

  async function chosenModel(connection: Gateway, signal: AbortSignal): Promise<Model> {
    const models = await connection.models(signal)
    const name = config().gateway.model
    const model = name ? models.find(({ id }) => id === name) : models[0]
    if (model) return model
    const offered = models.map(({ id }) => id).join(', ')
    throw new WaylineError(
      'engine_unavailable',
      name ? `The gateway has no model ${name}.` : 'The gateway has no model.',
      {
        remedy: offered ? `Set wayline.gateway.model to one of: ${offered}.` : 'Ask whoever runs the gateway.',
      },
    )
  }

  function toItem(
    answer: Answer,
    cursor: Cursor,
    extent: Extent,
    started: number,
    isContinuation: boolean,
  ): CompletionItem | null {
    const suggestion = polish(cut(answer.text, cursor, extent).text, { cursor, isContinuation })
    if (!suggestion) return null
    const { offset } = cursor.request
    return {
      id: `c${++shown}`,
      insertText: suggestion.text,
      replace: { start: offset, end: offset + suggestion.covers },
      model: answer.model,
      latencyMs: Math.round(clock.now() - started),
    }
  }

  async function warmUp(request: CompletionRequest, signal: AbortSignal): Promise<void> {
    const { completion, exclude } = config()
    if (!isWanted({ ...request, trigger: 'automatic' }, completion) || !isSafeToAsk(request, exclusionsOf(exclude)))
      return
    warming.abort()
    warming = new AbortController()
    const life = AbortSignal.any([signal, warming.signal])
    const connection = await gateway()
    const model = await chosenModel(connection, life)
    if (model.wayline.budgets.promptTokens > warmableTokens) return
    const events = connection.complete({ ...promptFor(cursorAt(request), model), max_tokens: 0 }, life)
    for await (const event of events) if (event.type === 'completion-end') log(`${model.id} is warm.`)
  }

  function pause(delayMs: number, signal: AbortSignal): Promise<void> {
    if (delayMs <= 0) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const takeBack = clock.after(delayMs, () => {
        signal.removeEventListener('abort', stop)
        resolve()
      })
      const stop = (): void => {
        takeBack()
        reject(signal.reason as Error)
      }
      signal.addEventListener('abort', stop, { once: true })
    })
  }

  return {
    complete,
    warmUp,
    accepted: () => pace.accepted(),
    forget: () => cache.clear(),
    dispose() {
      warming.abort()
      inFlight.dispose()
    },
  }
}

function isWanted({ languageId, trigger }: CompletionRequest, completion: Config['completion']): boolean {
  if (!completion.enabled || completion.disabledLanguages.includes(languageId)) return false
  return trigger === 'invoked' || completion.automatic
}

function tokensFor(extent: Extent, budgets: Budgets): number {
  return extent === 'line' ? budgets.lineTokens : budgets.blockTokens
}

function tooLate(timeoutMs: number): WaylineError {
  return new WaylineError('timeout', `No completion came within ${timeoutMs} ms.`, {
    isRetryable: true,
    remedy: 'Raise wayline.completion.timeoutMs, or use a smaller or faster model.',
  })
}

function isTimeout(signal: AbortSignal): boolean {
  return signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
}

function wholeLines(answer: Answer): Answer | null {
  const end = answer.text.trimEnd().lastIndexOf('\n')
  return end > 0 ? { ...answer, text: answer.text.slice(0, end) } : null
}

function distinct(items: CompletionItem[]): CompletionItem[] {
  return [...new Map(items.toReversed().map(item => [item.insertText, item])).values()].reverse()
}

/** Remembers the last result for as long as the same object is asked about. */
function once<A extends object, R>(make: (value: A) => R): (value: A) => R {
  let last: { value: A; result: R } | null = null
  return value => {
    if (last?.value !== value) last = { value, result: make(value) }
    return last.result
  }
}

const systemClock: Clock = {
  now: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
