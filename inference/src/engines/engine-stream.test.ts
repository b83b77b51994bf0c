import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent } from 'undici'
import type { EngineHttp } from './engine-http.ts'
import { postStream } from './engine-stream.ts'

let server: http.Server
let engine: EngineHttp
let connections: number
let answer: (response: http.ServerResponse) => void
let contentType: string
const never = new AbortController().signal

beforeEach(async () => {
  connections = 0
  contentType = 'text/event-stream'
  server = http.createServer((request, response) => {
    request.resume()
    response.writeHead(200, { 'content-type': contentType })
    answer(response)
  })
  server.on('connection', () => connections++)
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  engine = { root: `http://127.0.0.1:${port}`, key: undefined, dispatcher: new Agent() }
})

afterEach(async () => {
  await engine.dispatcher.destroy()
  server.closeAllConnections()
  await new Promise(closed => server.close(closed))
})

async function heard(signal = never): Promise<unknown[]> {
  const payloads: unknown[] = []
  for await (const payload of postStream(engine, '/', {}, signal)) payloads.push(payload)
  return payloads
}

const whole = (response: http.ServerResponse): void => void response.end('data: {"a":1}\n\ndata: [DONE]\n\n')

test('a stream that was read to its end leaves its connection to the next request', async () => {
  answer = whole
  for (let request = 0; request < 5; request++) expect(await heard()).toEqual([{ a: 1 }])
  // The second may begin before the first one's end has been read, so there are two, in turns.
  expect(connections).toBeLessThanOrEqual(2)
})

test('what is not read to its end loses its connection, so that the engine stops', async () => {
  let closed: () => void = () => undefined
  const gone = new Promise<void>(resolve => (closed = resolve))
  answer = response => {
    response.on('close', closed)
    response.write('data: {"a":1}\n\n')
  }
  for await (const payload of postStream(engine, '/', {}, never)) {
    expect(payload).toEqual({ a: 1 })
    break
  }
  await gone
})

test('events come whole, however they were cut, letters too', async () => {
  answer = response => {
    const bytes = Buffer.from('data: {"a":"größe"}\r\n\r\ndata: {"b":2}\n\ndata: [DONE]\n\n')
    for (const byte of bytes) response.write(Buffer.from([byte]))
    response.end()
  }
  expect(await heard()).toEqual([{ a: 'größe' }, { b: 2 }])
})

test('a last event without its blank line counts', async () => {
  answer = response => void response.end('data: {"a":1}\n')
  expect(await heard()).toEqual([{ a: 1 }])
})

test.each([
  ['an error of OpenAI’s shape', '{"error":{"message":"no memory"}}', 'The engine failed: no memory'],
  ['a bare error', '{"error":"no memory"}', 'The engine failed: no memory'],
  ['FastAPI’s detail', '{"detail":[{"msg":"no memory"}]}', 'The engine failed: no memory'],
  ['what is no JSON', '{"a":', 'The engine sent a piece of its stream that is not JSON.'],
])('%s in the stream is told', async (_, data, message) => {
  answer = response => void response.end(`data: ${data}\n\n`)
  await expect(heard()).rejects.toMatchObject({ code: 'engine_error', message, isRetryable: true })
})

test('a connection that breaks is told with what to do', async () => {
  answer = response => {
    response.write('data: {"a":1}\n\n', () => response.destroy())
  }
  await expect(heard()).rejects.toMatchObject({ code: 'engine_unreachable', isRetryable: true })
})

describe('An answer that is no stream', () => {
  test('but the whole completion is read as one', async () => {
    contentType = 'application/json'
    answer = response => void response.end(' {\n"choices": [{"text": "größe"}]}')
    expect(await heard()).toEqual([{ choices: [{ text: 'größe' }] }])
  })

  test('but an error is told as one', async () => {
    contentType = 'application/json'
    answer = response => void response.end('{"error":{"message":"quota exceeded"}}')
    const remedy = expect.stringContaining('log of the engine') as string
    await expect(heard()).rejects.toMatchObject({
      code: 'engine_error',
      message: 'The engine failed: quota exceeded',
      remedy,
    })
  })

  test.each([
    ['a login page', 'text/html', '<!doctype html><p>secret code</p>'],
    ['JSON of another kind', 'application/json', '{"text":"secret code"}'],
    ['half of a JSON answer', 'application/json', '{"choices":[{"text":"secret code'],
    ['a sentence', 'text/plain', 'secret code'],
    ['nothing', 'text/event-stream', ''],
  ])('%s is told with what to do, and not quoted', async (_, type, body) => {
    contentType = type
    answer = response => void response.end(body)
    const failure = await heard().catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'engine_error', remedy: expect.stringContaining('--engine-url') as string })
    expect(String(failure)).not.toContain('secret code')
  })

  test('is not read for ever', async () => {
    let closed: () => void = () => undefined
    const gone = new Promise<void>(resolve => (closed = resolve))
    answer = response => {
      response.on('close', closed)
      response.write('{"choices":"')
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(100_000), more)
      }
      more()
    }
    await expect(heard()).rejects.toMatchObject({ code: 'engine_error' })
    await gone
  })
})
