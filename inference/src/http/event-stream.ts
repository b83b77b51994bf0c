import type { FastifyReply } from 'fastify'
import { once } from 'node:events'
import { errorBody } from './on-error.ts'

/**
 * Writes server-sent events as they come, waits for a slow client, and ends with `[DONE]`. A failure before the first
 * event is thrown, so that it becomes an ordinary error answer; after it, it is told inside the stream.
 */
export async function sendEventStream(
  reply: FastifyReply,
  events: AsyncIterable<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const response = reply.raw
  const start = (): void => {
    if (response.headersSent) return
    reply.hijack()
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      // Proxies such as nginx would hold the stream back.
      'x-accel-buffering': 'no',
    })
  }
  try {
    for await (const event of events) {
      start()
      if (!response.write(`data: ${JSON.stringify(event)}\n\n`)) await once(response, 'drain', { signal })
    }
    start()
    response.end('data: [DONE]\n\n')
  } catch (error) {
    if (!response.headersSent) throw error
    if (!response.destroyed) response.end(`data: ${JSON.stringify(errorBody(error).body)}\n\n`)
  }
}
