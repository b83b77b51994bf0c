import { createParser } from 'eventsource-parser'
import type { Readable } from 'node:stream'
import { GatewayError } from '../errors.ts'
import { connectionError, ErrorAnswer, messageIn, parseJson, send, type EngineHttp } from './engine-http.ts'

/** Engines end their answer right behind `[DONE]`; one that does not loses its connection after this. */
const endWithinMs = 1000
/** An answer in one piece that is longer than this is none, in characters. */
const longestWhole = 4_000_000

/**
 * The `data:` payloads of an event stream, parsed as they arrive, up to `[DONE]`; where a server answers in one piece of JSON
 * because it does not stream, that piece. Leaving the loop or aborting destroys the socket, which is what makes an engine stop
 * working; a stream that was read to its end leaves it to the next request.
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
  let isStream = false
  /** What may be an answer in one piece; by its first character, because servers err in its type. */
  let whole = ''
  try {
    for (let chunk = await chunks.next(); !chunk.done; chunk = await chunks.next()) {
      const text = decoder.decode(chunk.value, { stream: true })
      if (!isStream && (whole !== '' || /^\s*[{[<]/.test(text))) {
        whole += text
        if (whole.length > longestWhole || /^\s*</.test(whole)) throw noStream(http, path)
        continue
      }
      parser.feed(text)
      for (const data of pending.splice(0)) {
        isStream = true
        isDone ||= data === '[DONE]'
        if (isDone) return
        yield parsePayload(data)
      }
    }
    isDone = true
    if (whole !== '') {
      yield parseWhole(whole, http, path)
      return
    }
    // Some servers end without the blank line that closes the last event.
    parser.feed('\n\n')
    for (const data of pending.splice(0)) {
      isStream = true
      if (data !== '[DONE]') yield parsePayload(data)
    }
    if (!isStream) throw noStream(http, path)
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

/** What it answered instead may be code, or somebody's page, so it is not quoted. */
function noStream(http: EngineHttp, path: string): GatewayError {
  return new GatewayError(
    'engine_error',
    `The engine at ${http.root} answered ${path} with something that is no completion.`,
    {
      remedy:
        'Check --engine-url, --engine and what stands between: a proxy or a login page may answer instead of the engine.',
    },
  )
}

function parseWhole(text: string, http: EngineHttp, path: string): unknown {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null) throw noStream(http, path)
  throwFailureIn(value)
  if (!('choices' in value) && !('content' in value)) throw noStream(http, path)
  return value
}

function parsePayload(data: string): unknown {
  const value = parseJson(data)
  if (value === undefined)
    throw new GatewayError('engine_error', 'The engine sent a piece of its stream that is not JSON.', {
      isRetryable: true,
    })
  throwFailureIn(value)
  return value
}

function throwFailureIn(value: unknown): void {
  const failure = mayBeError(value) ? ErrorAnswer.safeParse(value) : null
  if (!failure?.success) return
  throw new GatewayError('engine_error', 'The engine failed', {
    quote: messageIn(failure.data),
    isRetryable: true,
    remedy: 'Try again in a moment; the log of the engine tells more.',
  })
}

/** Almost every piece is none, and to find that out with the schema takes longer than all the rest. */
function mayBeError(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return 'error' in value || 'detail' in value || ('object' in value && value.object === 'error')
}
