import http from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Agent } from 'undici'
import type { EngineHttp } from './engine-http.ts'
import type { Engine, EngineCompletion, EngineEvent } from './engine.ts'
import { createLlamaServerEngine } from './llama-server-engine.ts'
import { createOpenAiEngine, openAi, vllm } from './openai-engine.ts'

let server: http.Server
let place: EngineHttp
let asked: { path: string | undefined; body: unknown }[]

beforeEach(async () => {
  asked = []
  server = http.createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  place = { root: `http://127.0.0.1:${port}`, key: undefined, dispatcher: new Agent() }
})

afterEach(async () => {
  await place.dispatcher.destroy()
  server.closeAllConnections()
  await new Promise(closed => server.close(closed))
})

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk)
  asked.push({ path: request.url, body: JSON.parse(body) as unknown })
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const chunk =
    request.url === '/completion'
      ? { content: ' fox', stop: true, stop_type: 'eos' }
      : { choices: [{ text: ' fox', finish_reason: 'stop' }] }
  response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`)
}

const request: EngineCompletion = {
  model: 'm',
  prompt: 'the quick brown',
  maxTokens: 5,
  temperature: 0,
  topP: 1,
  stop: ['.'],
  session: 'a.txt',
  specialMarks: ['<mark>'],
}

async function bodyFor(engine: Engine, more: Partial<EngineCompletion> = {}): Promise<unknown> {
  let text = ''
  for await (const event of engine.complete({ ...request, ...more }, new AbortController().signal))
    if (event.type === 'delta') text += event.text
  expect(text).toBe(' fox')
  return asked.at(-1)?.body
}

const openAiBody = {
  model: 'm',
  prompt: 'the quick brown',
  max_tokens: 5,
  temperature: 0,
  top_p: 1,
  stop: ['.'],
  stream: true,
  stream_options: { include_usage: true },
}
const llamaServerBody = {
  prompt: 'the quick brown',
  n_predict: 5,
  temperature: 0,
  top_p: 1,
  stop: ['.'],
  stream: true,
  cache_prompt: true,
}

test.each([
  ['OpenAI', () => createOpenAiEngine(place, openAi), '/v1/completions', openAiBody],
  ['vLLM', () => createOpenAiEngine(place, vllm), '/v1/completions', openAiBody],
  ['llama-server', () => createLlamaServerEngine(place), '/completion', llamaServerBody],
])('%s is sent what it knows, and nothing else', async (_, createEngine, path, body) => {
  expect(await bodyFor(createEngine())).toEqual(body)
  expect(asked).toMatchObject([{ path }])
})

test('vLLM is told by a pattern how the answer begins', async () => {
  const engine = createOpenAiEngine(place, vllm)
  expect(engine.canRequireStart).toBe(true)
  expect(await bodyFor(engine, { requiredStart: ' fo' })).toEqual({
    ...openAiBody,
    structured_outputs: { regex: ' fo[\\s\\S]*' },
  })
})

test('llama-server is told by a grammar how the answer begins', async () => {
  const engine = createLlamaServerEngine(place)
  expect(engine.canRequireStart).toBe(true)
  expect(await bodyFor(engine, { requiredStart: ' fo' })).toEqual({
    ...llamaServerBody,
    grammar: 'root ::= " fo" .*',
  })
})

test('OpenAI has no field for it, so that it is not sent, nor claimed', async () => {
  const engine = createOpenAiEngine(place, openAi)
  expect(engine.canRequireStart).toBe(false)
  expect(await bodyFor(engine, { requiredStart: ' fo' })).toEqual(openAiBody)
})

test.each([
  ['a completion', { choices: [{ text: ' fox', finish_reason: 'length' }], usage: { prompt_tokens: 3 } }],
  ['a chat', { choices: [{ message: { content: ' fox' }, finish_reason: 'length' }], usage: { prompt_tokens: 3 } }],
])('%s of a server that does not stream is read', async (_, whole) => {
  server.removeAllListeners('request')
  server.on('request', (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(whole))
  })
  const events: EngineEvent[] = []
  for await (const event of createOpenAiEngine(place, openAi).complete(request, new AbortController().signal))
    events.push(event)
  expect(events).toMatchObject([
    { type: 'delta', text: ' fox' },
    { type: 'end', finishReason: 'length', usage: { promptTokens: 3 } },
  ])
})
