import type { FastifyRequest } from 'fastify'
import type { Usage } from '../api/index.ts'
import type { Services } from '../app.ts'
import type { EngineEvent, EngineUsage } from '../engines/engine.ts'
import { GatewayError } from '../errors.ts'
import { clientGone } from './client-gone.ts'

/** Longest life of one request. The clients' own limits are far shorter; this one ends what they forgot. */
const deadlineMs = 10 * 60_000

/** Passes events on and counts them. */
export type Observe = (events: AsyncIterable<EngineEvent>) => AsyncIterable<EngineEvent>

/** Runs one answer as long as its client waits for it, and measures it. A client that has gone gets nothing, and costs nothing more. */
export async function runForClient<T>(
  services: Services,
  request: FastifyRequest,
  feature: 'completion' | 'chat',
  work: (signal: AbortSignal, observe: Observe) => Promise<T>,
): Promise<T> {
  const client = clientGone(request, deadlineMs)
  const measured = services.metrics.start(feature)
  services.activity.begin()
  try {
    const result = await work(client.signal, async function* (events) {
      for await (const event of events) {
        if (event.type === 'delta') measured.firstToken()
        else measured.tokens(event.usage)
        yield event
      }
    })
    measured.end(client.signal.aborted ? 'aborted' : 'ok')
    return result
  } catch (error) {
    measured.end(client.signal.aborted ? 'aborted' : 'error')
    if (client.timedOut())
      throw new GatewayError('engine_timeout', 'The answer took longer than ten minutes.', { cause: error })
    if (client.signal.aborted)
      throw new GatewayError('invalid_request', 'The client has gone.', { cause: error, status: 499 })
    throw error
  } finally {
    services.activity.end()
    client.done()
  }
}

export function toUsage(usage: EngineUsage | null): Usage | null {
  if (!usage) return null
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    ...(usage.cachedTokens === undefined ? {} : { prompt_tokens_details: { cached_tokens: usage.cachedTokens } }),
  }
}
