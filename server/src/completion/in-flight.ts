import type { CompletionEvent } from '../gateway/gateway.ts'
import type { Answer } from './answer.ts'
import type { CompletionRequest } from './completion-item.ts'
import { typedSince, type Cursor } from './cursor.ts'

/** Starts one real request; aborting the signal ends it. */
export type Ask = (signal: AbortSignal) => Promise<{ model: string; events: AsyncIterable<CompletionEvent> }>

export interface InFlightOptions {
  /** Whatever an answer came to, told once, for the cache. */
  onAnswer: (cursor: Cursor, answer: Answer) => void
  /** Calls back later; the returned function takes it back. */
  after: (delayMs: number, run: () => void) => () => void
}

/** The requests that are on their way: at most one for each document. */
export interface InFlight {
  /** Whether a request for this document is running that a request at this place can wait for. */
  canJoin(cursor: Cursor): boolean
  /**
   * Follows the running answer at this place, starting the request if there is none to join. `enough` sees the answer
   * from the cursor on, each time more has come, and returns a result once it has one; null comes back if the user has
   * typed something else than the answer says. A running request that disagrees with the place is aborted.
   */
  follow<T>(
    cursor: Cursor,
    ask: Ask,
    enough: (answer: Answer, isEnd: boolean) => T | null,
    signal: AbortSignal,
  ): Promise<T | null>
  /**
   * Asks for a place where the cursor is not yet, until `isEnough`, and no longer than `limitMs` unless somebody has come
   * to wait for it. Requests at that place join it; any other new request ends it.
   */
  ahead(cursor: Cursor, ask: Ask, isEnough: (answer: Answer) => boolean, limitMs: number): Promise<void>
  /** Ends the document's request if the text at the place is not what it was asked for any more. */
  disagree(cursor: Cursor): void
  /** Ends the document's requests, whatever they say. */
  end(uri: string): void
  /** Ends the requests of all places where none is wanted any more. */
  endUnwanted(isWanted: (request: CompletionRequest) => boolean): void
  dispose(): void
}

/** Editors cancel at every key and ask again at once: so long the running request waits for someone who can use it. */
const lingerAfterCancelMs = 100
/** What comes within this after the cut is mostly on the wire already; it serves the following lines. */
const lingerAfterCutMs = 15
/** What is longer was asked of an engine that keeps to no limit: nobody reads it, and the rest is not waited for. In characters. */
const longestAnswer = 8000
/** The most line breaks that are believed to have been typed since a request began. */
const typedLines = 12

export function createInFlight({ onAnswer, after }: InFlightOptions): InFlight {
  const running = new Map<string, Running>()
  const ahead = new Map<string, Running>()
  let isDisposed = false

  function joinable(cursor: Cursor): Running | null {
    const requests = [running.get(cursor.request.uri), ahead.get(cursor.request.uri)]
    return requests.find(request => request && request.typedAt(cursor) !== null) ?? null
  }

  function start(cursor: Cursor, ask: Ask): Running {
    running.get(cursor.request.uri)?.abort()
    for (const request of ahead.values()) request.abort()
    return run(running, cursor, ask)
  }

  function run(requests: Map<string, Running>, cursor: Cursor, ask: Ask): Running {
    const { uri } = cursor.request
    const request = new Running(cursor, after)
    requests.set(uri, request)
    // Whoever was on the way here when the end came is sent home.
    if (isDisposed) request.abort()
    void request.run(ask).finally(() => {
      if (requests.get(uri) === request) requests.delete(uri)
      if (request.answer.text !== '') onAnswer(cursor, request.answer)
    })
    return request
  }

  return {
    canJoin: cursor => joinable(cursor) !== null,
    async follow(cursor, ask, enough, signal) {
      signal.throwIfAborted()
      const request = joinable(cursor) ?? start(cursor, ask)
      request.enter()
      let hasEnough = false
      try {
        for (;;) {
          const typed = request.typedAt(cursor)
          if (typed === null) return null
          if (request.error !== null) throw request.error
          const { answer } = request
          if (answer.text.length > typed.length || request.isOver) {
            const result = enough({ ...answer, text: answer.text.slice(typed.length) }, request.isOver)
            if (result !== null) {
              hasEnough = true
              return result
            }
          }
          if (request.isOver) return null
          await request.nextChange(signal)
        }
      } finally {
        request.leave(hasEnough ? lingerAfterCutMs : lingerAfterCancelMs)
      }
    },
    async ahead(cursor, ask, isEnough, limitMs) {
      // Only ever one, and never beside a request that somebody waits for.
      if (running.size > 0) return
      for (const request of ahead.values()) request.abort()
      const request = run(ahead, cursor, ask)
      request.enter()
      const limit = new AbortController()
      const takeBack = after(limitMs, () => limit.abort())
      const end = AbortSignal.any([request.signal, limit.signal])
      while (!request.isOver && !end.aborted && !isEnough(request.answer))
        await request.nextChange(end).catch(() => undefined)
      takeBack()
      request.leave(lingerAfterCutMs)
    },
    disagree(cursor) {
      const request = running.get(cursor.request.uri)
      if (request && request.typedAt(cursor) === null) request.abort()
    },
    end(uri) {
      running.get(uri)?.abort()
      ahead.get(uri)?.abort()
    },
    endUnwanted(isWanted) {
      for (const request of [...running.values(), ...ahead.values()])
        if (!isWanted(request.cursor.request)) request.abort()
    },
    dispose() {
      isDisposed = true
      for (const request of [...running.values(), ...ahead.values()]) request.abort()
    },
  }
}

/** One real request: its answer so far, and how many are waiting for it. */
class Running {
  readonly cursor: Cursor
  readonly #after: InFlightOptions['after']
  readonly #controller = new AbortController()
  #waiting = 0
  #takeBack: (() => void) | null = null
  #wake: (() => void)[] = []
  answer: Answer = { text: '', model: '', finishReason: null }
  isOver = false
  error: Error | null = null

  constructor(cursor: Cursor, after: InFlightOptions['after']) {
    this.cursor = cursor
    this.#after = after
  }

  /** Aborts when the request has been given up. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  async run(ask: Ask): Promise<void> {
    const { signal } = this.#controller
    try {
      const { model, events } = await ask(signal)
      this.answer.model = model
      for await (const event of events) {
        if (event.type === 'completion-delta') this.answer.text += event.text
        else this.answer.finishReason = event.finishReason
        if (this.answer.text.length > longestAnswer) {
          this.answer.text = this.answer.text.slice(0, longestAnswer)
          this.answer.finishReason = 'length'
          break
        }
        this.#changed()
      }
    } catch (error) {
      // Aborted because nobody waits: that is no failure.
      if (!signal.aborted) this.error = error instanceof Error ? error : new Error(String(error))
    } finally {
      this.isOver = true
      this.#takeBack?.()
      this.#changed()
    }
  }

  /** What the user has typed since the request began, while it agrees with the answer; null once it does not. */
  typedAt(cursor: Cursor): string | null {
    if (this.#controller.signal.aborted) return null
    const typed = typedSince(this.cursor, cursor, typedLines)
    if (typed === null) return null
    const { text } = this.answer
    const agrees = text.startsWith(typed) || (!this.isOver && typed.startsWith(text))
    return agrees ? typed : null
  }

  enter(): void {
    this.#waiting++
    this.#takeBack?.()
    this.#takeBack = null
  }

  leave(lingerMs: number): void {
    this.#waiting--
    if (this.#waiting > 0 || this.isOver) return
    this.#takeBack = this.#after(lingerMs, () => this.abort())
  }

  abort(): void {
    this.#controller.abort()
    this.#changed()
  }

  /** Resolves when more of the answer is there; rejects as soon as the signal aborts. */
  nextChange(signal: AbortSignal): Promise<void> {
    // A piece of the answer and the end of the wait can come at once; the end is told only once.
    if (signal.aborted) return Promise.reject(signal.reason as Error)
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(signal.reason as Error)
      signal.addEventListener('abort', stop, { once: true })
      this.#wake.push(() => {
        signal.removeEventListener('abort', stop)
        resolve()
      })
    })
  }

  #changed(): void {
    for (const wake of this.#wake.splice(0)) wake()
  }
}
