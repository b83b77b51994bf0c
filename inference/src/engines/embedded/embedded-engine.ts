import { fork, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { EngineState } from '../../api/index.ts'
import { GatewayError } from '../../errors.ts'
import type { Engine, EngineChat, EngineCompletion, EngineEvent } from '../engine.ts'
import { createBackOff } from './back-off.ts'
import { checkModelFile, corruptModel } from './gguf-check.ts'
import { FromChild, type FromChildEvent, type ToChild } from './messages.ts'

export interface EmbeddedEngineOptions {
  modelFile: string
  modelId: string
  /** Null: chosen for this machine. */
  threads: number | null
  sequences: number
  contextTokens: number
  /** The gateway's lock, and the files that its engine process removes should the gateway be killed. */
  lockFile: string | null
  removeWhenOrphaned: string[]
  now?: () => number
}

interface Child {
  process: ChildProcess
  /** Settles when the model is loaded, or rejects with the reason. */
  loaded: Promise<{ contextTokens: number }>
  requests: Map<number, (event: FromChildEvent | { type: 'gone' }) => void>
}

/**
 * A model in a process of our own, so that a crash of the native library costs one answer and not the gateway. Started
 * with the first request or by `state()`, started again after a crash, with a back-off when it keeps crashing.
 */
export function createEmbeddedEngine(options: EmbeddedEngineOptions): Engine {
  const backOff = createBackOff({ firstMs: 250, lastMs: 30_000, now: options.now ?? Date.now })
  let child: Child | null = null
  let failure: GatewayError | null = null
  let isLoaded = false
  let nextId = 0
  let isDisposed = false

  /** The child, started if there is none. Throws what stands in the way, a missing model first of all. */
  function running(): Child {
    if (child) return child
    if (isDisposed) throw new GatewayError('engine_error', 'The gateway is shutting down.', { isRetryable: true })
    checkModelFile(options.modelFile, options.modelId)
    const waitMs = backOff.waitMs()
    if (waitMs > 0) {
      throw new GatewayError(
        'engine_starting',
        `The embedded model ended unexpectedly; the next start is in ${Math.ceil(waitMs / 1000)} s.`,
        {
          isRetryable: true,
          remedy: '`wayline doctor` tells whether this machine can run it.',
        },
      )
    }
    child = start()
    return child
  }

  function start(): Child {
    const started: Child = {
      process: fork(childProgram(), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
      requests: new Map(),
      loaded: Promise.resolve({ contextTokens: 0 }),
    }
    started.loaded = new Promise((resolve, reject) => {
      started.process.on('message', message => {
        const parsed = FromChild.safeParse(message)
        if (!parsed.success) return
        if (parsed.data.type === 'loaded') {
          isLoaded = true
          failure = null
          resolve(parsed.data)
        } else if (parsed.data.type === 'load-failed') {
          failure = loadFailure(options, parsed.data.message)
          reject(failure)
          started.process.kill()
        } else {
          if (parsed.data.type === 'end') backOff.succeeded()
          started.requests.get(parsed.data.id)?.(parsed.data)
        }
      })
      started.process.once('error', cause =>
        reject(new GatewayError('engine_error', 'The process of the embedded model cannot be started.', { cause })),
      )
      started.process.once('exit', (code, signal) => {
        if (child === started) child = null
        isLoaded = false
        if (!isDisposed) backOff.failed()
        reject(failure ?? crashed(code, signal))
        for (const hear of started.requests.values()) hear({ type: 'gone' })
      })
    })
    // Whoever waits for it hears of the failure; without a request nobody does, and that is all right.
    started.loaded.catch(() => undefined)
    tell(started, {
      type: 'load',
      modelFile: options.modelFile,
      threads: options.threads,
      sequences: options.sequences,
      contextTokens: options.contextTokens,
      lockFile: options.lockFile,
      removeWhenOrphaned: options.removeWhenOrphaned,
    })
    return started
  }

  /** A child that ends before it has said anything is replaced once: the crash was most likely another request's. */
  async function* ask(message: (id: number) => ToChild, signal: AbortSignal): AsyncGenerator<EngineEvent, void, void> {
    const first = running()
    let hasSaid = false
    try {
      for await (const event of askChild(first, message, signal)) {
        hasSaid = true
        yield event
      }
    } catch (error) {
      if (hasSaid || child === first || failure !== null || signal.aborted) throw error
      yield* askChild(running(), message, signal)
    }
  }

  async function* askChild(
    asked: Child,
    message: (id: number) => ToChild,
    signal: AbortSignal,
  ): AsyncGenerator<EngineEvent, void, void> {
    await untilAborted(asked.loaded, signal)
    const id = ++nextId
    const heard = eventQueue()
    asked.requests.set(id, heard.push)
    const cancel = (): void => tell(asked, { type: 'cancel', id })
    signal.addEventListener('abort', cancel, { once: true })
    let isOver = false
    try {
      tell(asked, message(id))
      for (;;) {
        const event = await untilAborted(heard.next(), signal)
        if (event.type === 'delta') {
          yield { type: 'delta', text: event.text }
          continue
        }
        isOver = true
        if (event.type === 'end') {
          const { promptTokens, completionTokens, cachedTokens } = event
          yield {
            type: 'end',
            finishReason: event.finishReason,
            usage: { promptTokens, completionTokens, cachedTokens },
          }
          return
        }
        if (event.type === 'failed')
          throw new GatewayError('engine_error', `The embedded model failed: ${event.message}`, { isRetryable: true })
        throw crashed(null, null)
      }
    } finally {
      signal.removeEventListener('abort', cancel)
      asked.requests.delete(id)
      if (!isOver && !signal.aborted) cancel()
    }
  }

  return {
    kind: 'embedded',
    models: () => Promise.resolve([{ id: options.modelId, contextTokens: options.contextTokens }]),
    complete: (request, signal) =>
      ask(
        id => ({
          type: 'complete',
          id,
          ...sampling(request),
          prompt: request.prompt,
          specialMarks: request.specialMarks ?? [],
        }),
        signal,
      ),
    chat: (request, signal) =>
      ask(id => ({ type: 'chat', id, ...sampling(request), messages: request.messages }), signal),
    state(): Promise<EngineState> {
      try {
        running()
        return Promise.resolve({ kind: 'embedded', state: isLoaded ? 'ready' : 'starting' })
      } catch (error) {
        return Promise.resolve(failedState(failure ?? error))
      }
    },
    async tokenize(_model, text) {
      const asked = running()
      await asked.loaded
      const id = ++nextId
      const heard = eventQueue()
      asked.requests.set(id, heard.push)
      tell(asked, { type: 'tokenize', id, text })
      const event = await heard.next()
      asked.requests.delete(id)
      return event.type === 'tokens' ? event.tokens : null
    },
    async dispose() {
      isDisposed = true
      const ending = child
      if (!ending || ending.process.exitCode !== null || ending.process.signalCode !== null) return
      await new Promise(resolve => {
        ending.process.once('exit', resolve)
        ending.process.kill('SIGKILL')
      })
    },
  }
}

function sampling(
  request: EngineCompletion | EngineChat,
): Pick<Extract<ToChild, { type: 'chat' }>, 'maxTokens' | 'temperature' | 'topP' | 'stop' | 'session' | 'seed'> {
  return {
    maxTokens: request.maxTokens,
    temperature: request.temperature,
    topP: request.topP,
    stop: request.stop,
    session: request.session ?? '',
    ...(request.seed === undefined ? {} : { seed: request.seed }),
  }
}

function tell(child: Child, message: ToChild): void {
  // A child that is gone is heard of by its exit event.
  if (child.process.connected) child.process.send(message, () => undefined)
}

type Heard = FromChildEvent | { type: 'gone' }

function eventQueue(): { push: (event: Heard) => void; next: () => Promise<Heard> } {
  const events: Heard[] = []
  let wake: ((event: Heard) => void) | null = null
  return {
    push(event) {
      if (wake) wake(event)
      else events.push(event)
      wake = null
    },
    next() {
      const event = events.shift()
      return event ? Promise.resolve(event) : new Promise(resolve => (wake = resolve))
    },
  }
}

async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let onAbort = (): void => undefined
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    signal.addEventListener('abort', onAbort, { once: true })
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

function crashed(code: number | null, signal: string | null): GatewayError {
  const how = signal ? ` (${signal})` : code === null ? '' : ` (exit code ${code})`
  return new GatewayError('engine_error', `The process of the embedded model ended unexpectedly${how}.`, {
    isRetryable: true,
    status: 503,
    remedy: 'Try again; it is started anew by itself.',
  })
}

function loadFailure(options: EmbeddedEngineOptions, message: string): GatewayError {
  if (/NoBinaryFound|prebuilt|binary/i.test(message)) {
    return new GatewayError(
      'engine_error',
      'The embedded engine does not run on this machine: there is no binary for it.',
      {
        cause: new Error(message),
        remedy: 'Use another engine: `wayline serve --engine llama-server --engine-url …`.',
      },
    )
  }
  return corruptModel(options.modelFile, options.modelId, new Error(message))
}

function failedState(error: unknown): EngineState {
  if (!(error instanceof GatewayError))
    return { kind: 'embedded', state: 'failed', reason: 'The embedded model cannot be started.' }
  return {
    kind: 'embedded',
    state: error.code === 'engine_starting' ? 'starting' : 'failed',
    reason: error.message,
    ...(error.remedy ? { remedy: error.remedy } : {}),
  }
}

/** The bundle beside the gateway's; run from source, the one that `npm run build` left in `dist`. */
function childProgram(): string {
  const found = ['./embedded-child.js', '../../../dist/embedded-child.js']
    .map(place => fileURLToPath(new URL(place, import.meta.url)))
    .find(file => fs.existsSync(file))
  if (found) return found
  throw new GatewayError('engine_error', 'The embedded engine is not built.', { remedy: 'Run `npm run build`.' })
}
