import type { FastifyInstance } from 'fastify'
import { createApp, type Services } from '../app.ts'
import type { Engine, EngineChat, EngineCompletion, EngineEvent } from '../engines/engine.ts'
import { createActivity } from '../local/activity.ts'
import { createRequestMetrics } from '../metrics/request-metrics.ts'
import { createModelDirectory } from '../models/model-list.ts'
import { createCatalogue, type ProfileOverride } from '../models/profiles/catalogue.ts'
import { createRequiredStarts } from './required-starts.ts'

/** A gateway without a socket in front of an engine that says what a test tells it to. */
export interface ScriptedApp {
  app: FastifyInstance
  /** What the engine was asked, in order. */
  asked: (EngineCompletion | EngineChat)[]
  /** Lines that the gateway has logged. */
  log: string[]
  /** Resolves once the gateway is told to end. */
  shutDown: Promise<void>
  post: (path: string, body: unknown) => Promise<{ status: number; text: string; json: unknown }>
}

/** What one answer of the engine consists of. */
export type Script = (
  signal: AbortSignal,
  request: EngineCompletion | EngineChat,
) => AsyncGenerator<EngineEvent, void, void>

/** An engine's answer in these pieces. */
export function says(...pieces: string[]): Script {
  return async function* () {
    for (const text of pieces) yield await Promise.resolve({ type: 'delta', text } as const)
    yield { type: 'end', finishReason: 'stop', usage: { promptTokens: 7, completionTokens: pieces.length } }
  }
}

/** An engine's answer that breaks off after these pieces. */
export function failsAfter(pieces: string[], failure: Error): Script {
  return async function* () {
    for (const text of pieces) yield { type: 'delta', text }
    await Promise.reject(failure)
  }
}

export const key = 'the-key'

/** For tests alone. `model` decides by its name which prompt format is used; the engine may be one that is told how to begin. */
export function scriptedApp(
  script: Script = says('answer'),
  model = 'qwen2.5-coder-7b',
  {
    canRequireStart = false,
    profiles = {},
    playground = null,
  }: {
    canRequireStart?: boolean
    profiles?: Record<string, ProfileOverride>
    playground?: Services['playground']
  } = {},
): ScriptedApp {
  const asked: ScriptedApp['asked'] = []
  const log: string[] = []
  const answer = (request: EngineCompletion | EngineChat, signal: AbortSignal): AsyncIterable<EngineEvent> => {
    asked.push(request)
    return script(signal, request)
  }
  const engine: Engine = {
    kind: 'scripted',
    canRequireStart,
    models: () => Promise.resolve([{ id: model, contextTokens: 4096 }]),
    complete: answer,
    chat: answer,
    state: () => Promise.resolve({ state: 'ready', kind: 'scripted', model }),
    tokenize: () => Promise.resolve(null),
    dispose: () => Promise.resolve(),
  }
  let tellEnd: () => void = () => undefined
  const shutDown = new Promise<void>(resolve => (tellEnd = resolve))
  const services: Services = {
    engine,
    models: createModelDirectory(engine, createCatalogue(profiles), undefined),
    requiredStarts: createRequiredStarts(),
    metrics: createRequestMetrics(),
    activity: createActivity(0, () => undefined),
    keys: [key],
    build: { version: '1.2.3', build: 'abc' },
    log: line => log.push(line),
    shutDown: () => tellEnd(),
    playground,
  }
  const app = createApp(services)
  return {
    app,
    asked,
    log,
    shutDown,
    async post(path, body) {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
      const payload = typeof body === 'string' ? body : JSON.stringify(body)
      const response = await app.inject({ method: 'POST', url: path, headers, payload })
      const isJson = response.headers['content-type']?.toString().startsWith('application/json') ?? false
      return { status: response.statusCode, text: response.body, json: isJson ? response.json<unknown>() : null }
    },
  }
}

/** The events of a stream, without the `[DONE]` at its end; throws if that is missing. */
export function eventsOf(text: string): unknown[] {
  const events = text.split('\n\n').filter(event => event !== '')
  if (events.pop() !== 'data: [DONE]') throw new Error(`the stream has no end: ${text}`)
  return events.map(event => JSON.parse(event.replace(/^data: /, '')) as unknown)
}
