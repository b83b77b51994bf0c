import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'

/** Answers one completion as it likes, and is told when the other side has gone. */
export type Behaviour = (response: http.ServerResponse, gone: AbortSignal) => void | Promise<void>

/** An engine that does what no engine should: whatever a test has it write goes on the wire as it is. */
export interface RawEngine {
  url: string
  /** How it answers completions from now on. */
  behaviour: Behaviour
  /** Completions asked for so far. */
  asked: number
  /** Resolves when no completion is being answered any more. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** A piece of an event stream with some text of a completion in it. */
export function piece(text: string, finishReason: string | null = null): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, text, finish_reason: finishReason }] })}\n\n`
}

/** How an answer should be given: some text, and an end. */
export function wellBehaved(text: string): Behaviour {
  return response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(`${piece(text)}${piece('', 'stop')}data: [DONE]\n\n`)
  }
}

/** Starts one on a free port of this computer. */
export async function startRawEngine(): Promise<RawEngine> {
  const busy = new Set<Promise<unknown>>()
  const server = http.createServer((request, response) => {
    void answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    await once(request.resume(), 'end')
    if (request.url !== '/v1/completions') {
      response.writeHead(200, { 'content-type': 'application/json' })
      const model = { id: 'Qwen2.5-Coder-1.5B', object: 'model', max_model_len: 8192 }
      response.end(JSON.stringify({ object: 'list', data: [model] }))
      return
    }
    engine.asked++
    const gone = new AbortController()
    const closed = once(response, 'close').finally(() => {
      gone.abort()
      busy.delete(closed)
    })
    busy.add(closed)
    response.on('error', () => undefined)
    await engine.behaviour(response, gone.signal)
  }

  const engine: RawEngine = {
    url: `http://127.0.0.1:${port}`,
    behaviour: wellBehaved('answer(1)'),
    asked: 0,
    async idle() {
      while (busy.size > 0) await Promise.all(busy)
    },
    async close() {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
  return engine
}
