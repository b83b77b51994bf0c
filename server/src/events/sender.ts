import type { UsageEvent } from '@wayline/inference/api'
import { WaylineError } from '../errors.ts'

export interface EventSenderOptions {
  /** Sends one batch. Rejects when the gateway did not take it. */
  send: (events: UsageEvent[], signal: AbortSignal) => Promise<void>
  /** Calls back later; the returned function takes it back. */
  after: (delayMs: number, run: () => void) => () => void
  log: (message: string) => void
}

/**
 * Sends events to the gateway once a minute, in batches. A gateway that does not take them is tried again ever more
 * rarely; meanwhile the newest events wait, and the oldest are let go. Nobody ever waits for it.
 */
export interface EventSender {
  add(event: UsageEvent): void
  /** Sends what is left, as far as that takes no longer than this. Never rejects. */
  finish(limitMs: number): Promise<void>
  /** Forgets what has not been sent yet. */
  clear(): void
}

/** As many as the gateway takes at once. */
const batchSize = 200
const mostWaiting = 2000
const everyMs = 60_000
const longestPauseMs = 30 * 60_000
const sendLimitMs = 10_000

export function createEventSender({ send, after, log }: EventSenderOptions): EventSender {
  let waiting: UsageEvent[] = []
  let pauseMs = everyMs
  let takeBack: (() => void) | null = null
  let sending: AbortController | null = null

  function sendLater(): void {
    if (waiting.length > 0) takeBack ??= after(pauseMs, () => void sendAll(AbortSignal.timeout(sendLimitMs)))
  }

  async function sendAll(limit: AbortSignal): Promise<void> {
    takeBack?.()
    takeBack = null
    sending?.abort()
    const mine = (sending = new AbortController())
    const signal = AbortSignal.any([limit, mine.signal])
    try {
      while (waiting.length > 0 && !signal.aborted) {
        const batch = waiting.slice(0, batchSize)
        const isTaken = await take(batch, signal, mine.signal)
        if (sending !== mine) return
        if (!isTaken) break
        // More may have come meanwhile, and the oldest may have been let go.
        waiting = waiting.filter(event => !batch.includes(event))
      }
    } finally {
      if (sending === mine) {
        sending = null
        sendLater()
      }
    }
  }

  /** Whether nothing is left to be done about a batch. */
  async function take(batch: UsageEvent[], signal: AbortSignal, givenUp: AbortSignal): Promise<boolean> {
    try {
      await send(batch, signal)
      pauseMs = everyMs
      return true
    } catch (error) {
      // Whoever asks for an end of it does not want to hear of it.
      if (givenUp.aborted) return false
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      log(`Events could not be sent: ${error instanceof Error ? error.message : String(error)}`)
      // A gateway that understands no such thing will not understand it later either.
      return error instanceof WaylineError && error.code === 'gateway_refused' && !error.isRetryable
    }
  }

  function clear(): void {
    waiting = []
    takeBack?.()
    takeBack = null
    sending?.abort()
    sending = null
  }

  return {
    add(event) {
      waiting.push(event)
      if (waiting.length > mostWaiting) waiting = waiting.slice(-mostWaiting)
      if (!sending) sendLater()
    },
    async finish(limitMs) {
      await sendAll(AbortSignal.timeout(limitMs))
      clear()
    },
    clear,
  }
}
