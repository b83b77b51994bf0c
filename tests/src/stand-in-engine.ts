import http from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'

const Body = z.looseObject({
  model: z.string().optional(),
  prompt: z.string().optional(),
  max_tokens: z.number().optional(),
  stream: z.boolean().optional(),
  structured_outputs: z.object({ regex: z.string() }).optional(),
})

const Chat = z.looseObject({ messages: z.array(z.object({ role: z.string(), content: z.string() })) })

/** What the engine was asked in messages. */
export type ChatMessages = z.infer<typeof Chat>['messages']

/** A completion that the engine was asked for. */
export interface EngineRequest {
  body: z.infer<typeof Body>
  /** Resolves when the other side hung up before it had the whole answer. */
  aborted: Promise<void>
  /** Resolves when the engine has nothing to do with it any more, either way. */
  finished: Promise<void>
}

/** An inference engine that says what a test tells it to, over OpenAI's protocol, for everything but the model itself. */
export interface StandInEngine {
  url: string
  /** The model that it claims to serve; its name decides the prompt's format. */
  model: string
  /** Others that it serves beside it. */
  otherModels: string[]
  /** Completions asked for so far, those that only warm up (no output wanted) left out. */
  requests: EngineRequest[]
  /** Completions that only warmed up, of which no output was wanted. */
  warmUps: number
  /** What it answers from now on; where its answer has to begin otherwise, as vLLM is told to, what comes behind that. */
  answer: (body: EngineRequest['body']) => string
  /** Every question in messages so far, and what it answers to one. */
  chats: ChatMessages[]
  answerChat: (messages: ChatMessages) => string
  /** The next question in messages to arrive. */
  nextChat(): Promise<ChatMessages>
  /** Whether it breaks the connection after the first piece of an answer. */
  fail: boolean
  /** The next completion to arrive. */
  nextRequest(): Promise<EngineRequest>
  /** Answers wait until the returned function is called. */
  hold(): () => void
  close(): Promise<void>
}

/** Starts an engine on a free port of this computer. */
export async function startStandInEngine(model = 'Qwen2.5-Coder-1.5B'): Promise<StandInEngine> {
  const waiting: ((request: EngineRequest) => void)[] = []
  const waitingForChats: ((messages: ChatMessages) => void)[] = []
  let held: Promise<void> = Promise.resolve()

  const server = http.createServer((request, response) => {
    void answer(request, response)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo

  const engine: StandInEngine = {
    url: `http://127.0.0.1:${port}`,
    model,
    otherModels: [],
    requests: [],
    warmUps: 0,
    answer: () => 'answer(1)',
    chats: [],
    answerChat: () => 'It adds two numbers.',
    nextChat: () => new Promise(resolve => waitingForChats.push(resolve)),
    fail: false,
    nextRequest: () => new Promise(resolve => waiting.push(resolve)),
    hold() {
      const { promise, resolve } = withResolver()
      held = promise
      return resolve
    },
    async close() {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
  return engine

  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const raw = await textOf(request)
    const path = request.url ?? ''
    if (path === '/v1/models') {
      const ids = [engine.model, ...engine.otherModels]
      json(response, 200, { object: 'list', data: ids.map(id => ({ id, object: 'model', max_model_len: 8192 })) })
    } else if (path === '/health' || path === '/version') {
      json(response, 200, { status: 'ok', version: '0.33.0' })
    } else if (path === '/v1/completions') {
      await complete(Body.parse(JSON.parse(raw)), response)
    } else if (path === '/v1/chat/completions') {
      await chat(Chat.parse(JSON.parse(raw)).messages, response)
    } else {
      json(response, 404, { error: { message: `no ${path} here`, type: 'not_found', param: null, code: 404 } })
    }
  }

  async function chat(messages: ChatMessages, response: http.ServerResponse): Promise<void> {
    engine.chats.push(messages)
    for (const resolve of waitingForChats.splice(0)) resolve(messages)
    await held
    if (response.destroyed) return
    const chunk = (content: string, finish: string | null): string =>
      `data: ${JSON.stringify({ id: 'stand-in', object: 'chat.completion.chunk', created: 0, model: engine.model, choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const piece of engine.answerChat(messages).match(/\s*\S+|\s+/g) ?? []) response.write(chunk(piece, null))
    response.end(`${chunk('', 'stop')}data: [DONE]\n\n`)
  }

  async function complete(body: EngineRequest['body'], response: http.ServerResponse): Promise<void> {
    const { promise: aborted, resolve: abort } = withResolver()
    const { promise: finished, resolve: finish } = withResolver()
    response.on('close', () => {
      if (!response.writableFinished) abort()
      finish()
    })
    if (body.max_tokens !== 0) {
      const request = { body, aborted, finished }
      engine.requests.push(request)
      waiting.splice(0).forEach(resolve => {
        resolve(request)
      })
      await Promise.race([held, aborted])
    } else {
      engine.warmUps++
    }
    if (response.destroyed) return
    const text = body.max_tokens === 0 ? '' : startOf(body) + engine.answer(body)
    const choice = (piece: string, finish: string | null): object => ({
      id: 'stand-in',
      object: 'text_completion',
      created: 0,
      model: engine.model,
      choices: [{ index: 0, text: piece, finish_reason: finish }],
    })
    if (!body.stream) {
      json(response, 200, choice(text, 'stop'))
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    // A word at a time, as a real engine sends its tokens.
    for (const piece of text.match(/\s*\S+|\s+/g) ?? []) {
      response.write(`data: ${JSON.stringify(choice(piece, null))}\n\n`)
      if (engine.fail) {
        response.destroy()
        return
      }
    }
    response.end(`data: ${JSON.stringify(choice('', 'stop'))}\n\ndata: [DONE]\n\n`)
  }
}

const anyRest = '[\\s\\S]*'

/** The beginning that its pattern demands of the answer: what stands before "and anything", which is all that such patterns say. */
function startOf({ structured_outputs: structure }: EngineRequest['body']): string {
  return structure?.regex.replace(anyRest, '').replace(/\\(.)/g, '$1') ?? ''
}

async function textOf(request: http.IncomingMessage): Promise<string> {
  let text = ''
  request.setEncoding('utf8')
  for await (const chunk of request) text += String(chunk)
  return text
}

function json(response: http.ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>(done => {
    resolve = done
  })
  return { promise, resolve }
}
