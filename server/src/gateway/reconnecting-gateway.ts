import type { Health, Model } from '@wayline/inference/api'
import { WaylineError } from '../errors.ts'
import { abortable } from './abortable.ts'
import type { GatewayAddress, WholeGateway } from './gateway.ts'

export interface ReconnectingGatewayOptions {
  /** Finds or starts the gateway. */
  open: (signal: AbortSignal) => Promise<WholeGateway>
  now: () => number
}

/** A gateway that can be asked to forget what it is connected to. */
export interface ReconnectingGateway extends WholeGateway {
  /** As of any gateway, but on a connection that is open already: nobody's figures are worth starting one. */
  report: WholeGateway['report']
  /** Drops the connection and the list of models; the next call opens it anew. */
  reset(): void
}

const longestBackOffMs = 30_000

/**
 * One gateway for the life of a language server. It opens on the first call, remembers its models, and when the
 * gateway has gone it opens it again once within the same call. A gateway that does not start is not tried again
 * before a growing pause is over; until then calls fail at once with the same error.
 */
export function createReconnectingGateway({ open, now }: ReconnectingGatewayOptions): ReconnectingGateway {
  const life = new AbortController()
  let attempt = 0
  let opening: Promise<WholeGateway> | null = null
  let current: WholeGateway | null = null
  let models: Promise<Model[]> | null = null
  let failure: { error: Error; until: number; pauseMs: number } | null = null

  function connected(signal: AbortSignal): Promise<WholeGateway> {
    if (failure && now() < failure.until) return Promise.reject(failure.error)
    // The opening belongs to everyone who waits for it, so it ends with the server, not with one request.
    opening ??= openOnce(++attempt)
    return abortable(opening, signal)
  }

  async function openOnce(mine: number): Promise<WholeGateway> {
    try {
      const gateway = await open(life.signal)
      // After a reset in the meantime it still serves those who wait for it, but nobody after them.
      if (mine === attempt) {
        current = gateway
        failure = null
      }
      return gateway
    } catch (error) {
      if (mine === attempt) {
        opening = null
        const pauseMs = Math.min((failure?.pauseMs ?? 500) * 2, longestBackOffMs)
        failure = { error: error instanceof Error ? error : new Error(String(error)), until: now() + pauseMs, pauseMs }
      }
      throw error
    }
  }

  function drop(gateway: WholeGateway | null): void {
    if (gateway !== current) return
    attempt++
    current = null
    opening = null
    models = null
    void gateway?.dispose()
  }

  /** Runs a call, and once more on a fresh connection when the gateway turns out to be gone. */
  async function call<T>(signal: AbortSignal, use: (gateway: WholeGateway) => Promise<T>): Promise<T> {
    const gateway = await connected(signal)
    try {
      return await use(gateway)
    } catch (error) {
      if (!isGone(error)) throw error
      drop(gateway)
      return use(await connected(signal))
    }
  }

  /** A gateway that turns out to be gone says so before its first piece; what has begun is not begun again. */
  async function* stream<T>(signal: AbortSignal, use: (gateway: WholeGateway) => AsyncIterable<T>): AsyncIterable<T> {
    const { first, rest } = await call(signal, async gateway => {
      const iterator = use(gateway)[Symbol.asyncIterator]()
      return { first: await iterator.next(), rest: iterator }
    })
    try {
      for (let next = first; !next.done; next = await rest.next()) yield next.value
    } finally {
      await rest.return?.()
    }
  }

  return {
    get address(): GatewayAddress {
      return current?.address ?? { url: '', token: '' }
    },
    models(signal) {
      models ??= call(life.signal, gateway => gateway.models(life.signal)).catch((error: unknown) => {
        models = null
        throw error
      })
      return abortable(models, signal)
    },
    complete: (request, signal) => stream(signal, gateway => gateway.complete(request, signal)),
    chat: (request, signal) => stream(signal, gateway => gateway.chat(request, signal)),
    health: (signal): Promise<Health> => call(signal, gateway => gateway.health(signal)),
    async report(events, signal) {
      if (!current) {
        throw new WaylineError('gateway_unreachable', 'There is no connection to the gateway.', { isRetryable: true })
      }
      await current.report(events, signal)
    },
    reset() {
      failure = null
      drop(current)
    },
    async dispose() {
      life.abort()
      const last = current
      current = null
      await last?.dispose()
    },
  }
}

function isGone(error: unknown): boolean {
  return error instanceof WaylineError && error.code === 'gateway_unreachable' && error.isRetryable
}
