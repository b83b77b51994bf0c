import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { WaylineError } from '../errors.ts'
import { createGatewayClient } from './gateway-client.ts'
import type { CompletionEvent, Gateway } from './gateway.ts'

type Listener = http.RequestListener

const never = new AbortController().signal
const closing: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function serve(listener: Listener, socket?: string): Promise<Gateway> {
  const server = http.createServer(listener)
  await new Promise<void>(listening =>
    socket ? server.listen(socket, listening) : server.listen(0, '127.0.0.1', listening),
  )
  const { port } = (socket ? { port: 0 } : server.address()) as AddressInfo
  const gateway = createGatewayClient({
    url: `http://127.0.0.1:${port}/v1/`,
    token: 'key',
    ...(socket ? { socket } : {}),
  })
  closing.push(
    () => gateway.dispose(),
    () => {
      server.closeAllConnections()
      return new Promise(closed => server.close(closed))
    },
  )
  return gateway
}

const chunk = (text: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'text_completion', created: 1, model: 'm', choices: [{ index: 0, text, finish_reason: finish }] })}\n\n`

async function all(events: AsyncIterable<CompletionEvent>): Promise<CompletionEvent[]> {
  const found: CompletionEvent[] = []
  for await (const event of events) found.push(event)
  return found
}

async function failureOf(work: Promise<unknown>): Promise<WaylineError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof WaylineError) return error
  throw new Error(`expected a WaylineError, got ${String(error)}`)
}

test('streams a completion as it comes, with the key', async () => {
  let seen: { url?: string | undefined; key?: string | undefined; body: string } = { body: '' }
  const gateway = await serve((request, response) => {
    let body = ''
    request.on('data', (data: Buffer) => (body += data.toString()))
    request.on('end', () => {
      seen = { url: request.url, key: request.headers.authorization, body }
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      // Split in the middle of an event, and of a character.
      const bytes = Buffer.from(`${chunk('é')}${chunk('b', 'stop')}data: [DONE]\n\n`)
      const middle = bytes.indexOf(0xa9)
      response.write(bytes.subarray(0, middle))
      setImmediate(() => response.end(bytes.subarray(middle)))
    })
  })
  expect(await all(gateway.complete({ prompt: 'a' }, never))).toEqual([
    { type: 'completion-delta', text: 'é' },
    { type: 'completion-delta', text: 'b' },
    { type: 'completion-end', finishReason: 'stop', usage: null },
  ])
  expect(seen).toMatchObject({ url: '/v1/completions', key: 'Bearer key' })
  expect(JSON.parse(seen.body)).toMatchObject({ prompt: 'a', stream: true })
})

test('goes through a unix socket', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-'))
  closing.push(() => fs.promises.rm(folder, { recursive: true }))
  const gateway = await serve((_, response) => response.end('{"object":"list","data":[]}'), path.join(folder, 's'))
  expect(await gateway.models(never)).toEqual([])
})

test('aborting closes the socket', async () => {
  const controller = new AbortController()
  let closed: Promise<void> = Promise.resolve()
  const gateway = await serve((request, response) => {
    closed = new Promise(resolve => request.socket.once('close', () => resolve()))
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(chunk('a'))
  })
  const events = gateway.complete({ prompt: 'a' }, controller.signal)[Symbol.asyncIterator]()
  await events.next()
  controller.abort()
  await expect(events.next()).rejects.toThrow('aborted')
  await closed
})

test('leaving the loop early closes the socket', async () => {
  let closed: Promise<void> = Promise.resolve()
  const gateway = await serve((request, response) => {
    closed = new Promise(resolve => request.socket.once('close', () => resolve()))
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(chunk('a'))
  })
  for await (const event of gateway.complete({ prompt: 'a' }, never)) if (event.type === 'completion-delta') break
  await closed
})

test.each([
  [401, '{"error":{"message":"no","type":"t","param":null,"code":"unauthorized"}}', 'unauthorized'],
  [
    503,
    '{"error":{"message":"The model is missing.","type":"t","param":null,"code":"model_missing","remedy":"Pull."}}',
    'model_missing',
  ],
  [503, '{"error":{"message":"Down.","type":"t","param":null,"code":"engine_unreachable"}}', 'engine_unavailable'],
  [504, '{"error":{"message":"Slow.","type":"t","param":null,"code":"engine_timeout"}}', 'timeout'],
  [502, '<html>proxy</html>', 'gateway_refused'],
])('a %d with %s is %s', async (status, body, code) => {
  const gateway = await serve((_, response) => response.writeHead(status).end(body))
  expect((await failureOf(all(gateway.complete({ prompt: 'a' }, never)))).code).toBe(code)
})

test('an error in the middle of a stream is an error', async () => {
  const gateway = await serve((_, response) => {
    response.write(chunk('a'))
    response.end('data: {"error":{"message":"Broken.","type":"t","param":null,"code":"engine_error"}}\n\n')
  })
  expect(await failureOf(all(gateway.complete({ prompt: 'a' }, never)))).toMatchObject({
    code: 'engine_unavailable',
    message: 'Broken.',
  })
})

test('a stream that breaks off is an error', async () => {
  const gateway = await serve((_, response) => response.end(chunk('a')))
  expect((await failureOf(all(gateway.complete({ prompt: 'a' }, never)))).code).toBe('gateway_unreachable')
})

test('something that is no gateway is named so', async () => {
  const gateway = await serve((_, response) => response.end('{"hello":1}'))
  expect((await failureOf(gateway.models(never))).code).toBe('bad_answer')
})

test('a gateway that is not there has a remedy', async () => {
  const gateway = createGatewayClient({ url: 'http://127.0.0.1:1', token: '' })
  closing.push(() => gateway.dispose())
  const error = await failureOf(gateway.models(never))
  expect(error.code).toBe('gateway_unreachable')
  expect(error.remedy).toContain('wayline doctor')
})

test('an address that is none is refused before anything is sent', () => {
  expect(() => createGatewayClient({ url: 'wayline.example.com', token: '' })).toThrow('is not an address')
})

test('figures are told in one batch, with the key; a refusal is a failure with a code', async () => {
  const event = {
    type: 'kept' as const,
    time: 1,
    session: 's',
    language: 'go',
    id: 'c1',
    model: 'coder',
    afterMs: 30_000 as const,
    characters: 4,
    ofCharacters: 5,
  }
  const seen: unknown[] = []
  let status = 200
  const gateway = await serve((request, response) => {
    let body = ''
    request.on('data', (data: Buffer) => (body += data.toString()))
    request.on('end', () => {
      seen.push(request.method, request.url, request.headers.authorization, JSON.parse(body))
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"counted":1}')
    })
  })
  await gateway.report([event], never)
  expect(seen).toEqual(['POST', '/api/v1/events', 'Bearer key', { events: [event] }])
  status = 404
  expect(await failureOf(gateway.report([event], never))).toMatchObject({ code: 'gateway_refused', isRetryable: false })
})
