import { createParser } from 'eventsource-parser'
import type { Readable } from 'node:stream'
import { GatewayError } from '../errors.ts'
import { connectionError, ErrorAnswer, messageIn, parseJson, send, type EngineHttp } from './engine-http.ts'

/** Engines end their answer right behind `[DONE]`; one that does not loses its connection after this. */
const endWithinMs = 1000

/**
 * The `data:` payloads of an event stream, parsed as they arrive, up to `[DONE]`. Leaving the loop or aborting destroys
 * the socket, which is what makes an engine stop working; a stream that was read to its end leaves it to the next request.
 */
export async function* postStream(
  http: EngineHttp,
  path: string,
  body: unknown,
  signal: AbortSignal,
): AsyncGenerator<unknown, void, void> {
  const response = await send(http, path, { method: 'POST', body: JSON.stringify(body) }, signal)
  const pending: string[] = []
  const parser = createParser({ onEvent: event => pending.push(event.data) })
  const decoder = new TextDecoder()
  // Not `for await`: leaving that destroys the stream, and with it a connection that is as good as new.
  const chunks: AsyncIterator<Uint8Array> = response.body[Symbol.asyncIterator]()
  let isDone = false
  try {
    for (let chunk = await chunks.next(); !chunk.done; chunk = await chunks.next()) {
      parser.feed(decoder.decode(chunk.value, { stream: true }))
      for (const data of pending.splice(0)) {
        isDone ||= data === '[DONE]'
        if (isDone) return
        yield parsePayload(data)
      }
    }
    isDone = true
    // Some servers end without the blank line that closes the last event.
    parser.feed('\n\n')
    for (const data of pending.splice(0)) if (data !== '[DONE]') yield parsePayload(data)
  } catch (error) {
    if (error instanceof GatewayError) throw error
    throw signal.aborted ? error : connectionError(http, error)
  } finally {
    if (isDone) readToEnd(response.body)
    else response.body.destroy()
  }
}

function readToEnd(body: Readable): void {
  const late = setTimeout(() => body.destroy(), endWithinMs)
  late.unref()
  body.on('error', () => undefined)
  body.once('close', () => clearTimeout(late))
  body.resume()
}

function parsePayload(data: string): unknown {
  const value = parseJson(data)
  if (value === undefined)
    throw new GatewayError('engine_error', 'The engine sent a piece of its stream that is not JSON.', {
      isRetryable: true,
    })
  const failure = mayBeError(value) ? ErrorAnswer.safeParse(value) : null
  if (failure?.success)
    throw new GatewayError('engine_error', 'The engine failed', { quote: messageIn(failure.data), isRetryable: true })
  return value
}

/** Almost every piece is none, and to find that out with the schema takes longer than all the rest. */
function mayBeError(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return 'error' in value || 'detail' in value || ('object' in value && value.object === 'error')
}
