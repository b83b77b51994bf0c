import { Agent, request, type Dispatcher } from 'undici'
import { WaylineError } from '../errors.ts'
import { connectionFailure, refusal } from './gateway-failures.ts'
import type { GatewayAddress } from './gateway.ts'

/** An answer that is on its way; `body` must be read to its end or destroyed. */
export interface OpenAnswer {
  status: number
  body: Dispatcher.ResponseData['body']
}

/** Plain HTTP to one gateway over kept-alive connections: knows addresses, keys and failures, not what is said. */
export interface GatewayHttp {
  /** Throws WaylineError unless the gateway answers with success; rejects with the signal's reason when it aborts. */
  open(method: 'GET' | 'POST', path: string, body: unknown, signal: AbortSignal): Promise<OpenAnswer>
  /** Like `open`, for short answers that are wanted whatever their status is. */
  read(method: 'GET' | 'POST', path: string, signal: AbortSignal): Promise<{ status: number; text: string }>
  dispose(): Promise<void>
}

/** How long a connection may take to come about. A gateway further away than this is no help while typing. */
const connectTimeoutMs = 3000
/** Longer than any deadline of ours: those abort the request themselves. */
const answerTimeoutMs = 120_000

/** `companyDispatcher` knows the way to hosts beyond this machine; it is closed with the rest. */
export function gatewayHttp(address: GatewayAddress, companyDispatcher?: Dispatcher): GatewayHttp {
  const base = baseUrl(address.url)
  const dispatcher = companyDispatcher ?? nearDispatcher(address)

  async function send(method: 'GET' | 'POST', path: string, body: unknown, signal: AbortSignal): Promise<OpenAnswer> {
    signal.throwIfAborted()
    try {
      const answer = await request(base + path, {
        method,
        dispatcher,
        signal,
        headers: {
          ...(address.token ? { authorization: `Bearer ${address.token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: answer.statusCode, body: answer.body }
    } catch (error) {
      signal.throwIfAborted()
      throw connectionFailure(address, error)
    }
  }

  async function textOf(answer: OpenAnswer, signal: AbortSignal): Promise<string> {
    try {
      return await answer.body.text()
    } catch (error) {
      signal.throwIfAborted()
      throw connectionFailure(address, error)
    }
  }

  return {
    async open(method, path, body, signal) {
      const answer = await send(method, path, body, signal)
      if (answer.status < 300) return answer
      throw refusal(address, answer.status, await textOf(answer, signal))
    },
    async read(method, path, signal) {
      const answer = await send(method, path, undefined, signal)
      return { status: answer.status, text: await textOf(answer, signal) }
    },
    dispose: () => dispatcher.destroy(),
  }
}

/** Connections within this machine, which no proxy and no certificate has a part in. */
function nearDispatcher({ socket }: GatewayAddress): Dispatcher {
  return new Agent({
    connect: { timeout: connectTimeoutMs, ...(socket ? { socketPath: socket } : {}) },
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
    keepAliveTimeout: 60_000,
  })
}

/** The root of the gateway: people also paste it with the slash or the `/v1` that other clients want. */
function baseUrl(url: string): string {
  const trimmed = url.trim().replace(/\/+$/, '').replace(/\/v1$/, '')
  const parsed = URL.canParse(trimmed) ? new URL(trimmed) : null
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return trimmed
  throw new WaylineError('bad_argument', `${url} is not an address of a gateway.`, {
    remedy: 'Set wayline.gateway.url to an address such as https://wayline.example.com.',
  })
}
