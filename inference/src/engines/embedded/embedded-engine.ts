import fs from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { EngineState } from '../../api/index.ts'
import { GatewayError } from '../../errors.ts'
import type { Engine, EngineChat, EngineCompletion, EngineEvent } from '../engine.ts'
import { createBackOff } from './back-off.ts'
import { crashed, startEngineChild, type EngineChild, type EngineChildOptions, type Heard } from './engine-child.ts'
import { createEventQueue } from './event-queue.ts'
import { checkModelFile } from './gguf-check.ts'
import type { ToChild } from './messages.ts'
import { untilAborted } from './until-aborted.ts'

export interface EmbeddedEngineOptions extends EngineChildOptions {
  now?: () => number
  pause?: (waitMs: number, signal: AbortSignal) => Promise<void>
}

/** Longer than this, and the time to load the model after it, nobody waits for a completion; better to be told at once. */
const longestWaitMs = 4000

/**
 * A model in a process of our own, so that a crash of the native library costs one answer and not the gateway. Started
 * with the first request or by `state()`, started again after a crash, with a back-off when it keeps crashing.
 */
export function createEmbeddedEngine(options: EmbeddedEngineOptions): Engine {
  const { pause = waitFor } = options
  const backOff = createBackOff({ firstMs: 250, lastMs: 30_000, now: options.now ?? Date.now })
  let child: EngineChild | null = null
  /** Why the model could not be loaded the last time, and from which state of its file. */
  let failure: { reason: GatewayError; fileVersion: string } | null = null
  /** The state of the file that the child has loaded. */
  let loadedVersion = ''
  let isLoaded = false
  let asking = 0
  let nextId = 0
  let isDisposed = false

  /** The child, started if there is none. Throws what stands in the way, a missing model first of all. */
  function running(): EngineChild {
    if (child && (asking > 0 || loadedVersion === versionOf(options.modelFile))) return child
    if (child) replaced(child)
    if (isDisposed) throw new GatewayError('engine_error', 'The gateway is shutting down.', { isRetryable: true })
    checkModelFile(options.modelFile, options.modelId)
    if (failure && failure.fileVersion !== versionOf(options.modelFile)) {
      // Another file deserves a try at once.
      failure = null
      backOff.succeeded()
    }
    const waitMs = backOff.waitMs()
    if (waitMs > 0) throw failure?.reason ?? startingLater(waitMs)
    child = start()
    return child
  }

  /** Its file is another one by now, most likely because it was damaged and pulled again. */
  function replaced(old: EngineChild): void {
    child = null
    isLoaded = false
    void old.kill()
  }

  function start(): EngineChild {
    const fileVersion = versionOf(options.modelFile)
    loadedVersion = fileVersion
    const started = startEngineChild(options, {
      loaded() {
        isLoaded = true
        failure = null
      },
      loadFailed(reason) {
        failure = { reason, fileVersion }
      },
      answered: () => backOff.succeeded(),
      ended() {
        if (child !== started) return
        child = null
        isLoaded = false
        if (!isDisposed) backOff.failed()
      },
    })
    return started
  }

  /** The child, as soon as it may be started: a request waits for that as long as a person would. */
  async function runningSoon(signal: AbortSignal): Promise<EngineChild> {
    for (;;) {
      const waitMs = backOff.waitMs()
      if (child || failure || waitMs === 0 || waitMs > longestWaitMs) return running()
      await pause(waitMs, signal)
    }
  }

  /** A child that ends before it has said anything is replaced once: the crash was most likely another request's. */
  async function* ask(message: (id: number) => ToChild, signal: AbortSignal): AsyncGenerator<EngineEvent, void, void> {
    const first = await runningSoon(signal)
    let hasSaid = false
    try {
      for await (const event of askChild(first, message, signal)) {
        hasSaid = true
        yield event
      }
    } catch (error) {
      if (hasSaid || child === first || failure !== null || signal.aborted) throw error
      yield* askChild(await runningSoon(signal), message, signal)
    }
  }

  async function* askChild(
    asked: EngineChild,
    message: (id: number) => ToChild,
    signal: AbortSignal,
  ): AsyncGenerator<EngineEvent, void, void> {
    const id = ++nextId
    const heard = createEventQueue<Heard>()
    const cancel = (): void => asked.tell({ type: 'cancel', id })
    let isOver = false
    asking++
    try {
      await untilAborted(asked.loaded, signal)
      asked.listen(id, heard.push)
      signal.addEventListener('abort', cancel, { once: true })
      asked.tell(message(id))
      for (;;) {
        const event = await untilAborted(heard.next(), signal)
        if (event.type === 'delta') {
          yield { type: 'delta', text: event.text }
          continue
        }
        isOver = true
        if (event.type === 'end') {
          const { finishReason, promptTokens, completionTokens, cachedTokens } = event
          yield { type: 'end', finishReason, usage: { promptTokens, completionTokens, cachedTokens } }
          return
        }
        if (event.type === 'failed')
          throw new GatewayError('engine_error', `The embedded model failed: ${event.message}`, { isRetryable: true })
        throw crashed(null, null)
      }
    } finally {
      asking--
      signal.removeEventListener('abort', cancel)
      asked.unlisten(id)
      if (!isOver && !signal.aborted) cancel()
    }
  }

  return {
    kind: 'embedded',
    canRequireStart: true,
    models: () => Promise.resolve([{ id: options.modelId, contextTokens: options.contextTokens }]),
    complete(request, signal) {
      const { prompt, specialMarks = [], requiredStart } = request
      return ask(id => ({ type: 'complete', id, ...sampling(request), prompt, specialMarks, requiredStart }), signal)
    },
    chat: (request, signal) =>
      ask(id => ({ type: 'chat', id, ...sampling(request), messages: request.messages }), signal),
    state(): Promise<EngineState> {
      try {
        running()
        if (failure) return Promise.resolve(failedState(failure.reason, options.modelId))
        return Promise.resolve({ kind: 'embedded', state: isLoaded ? 'ready' : 'starting', model: options.modelId })
      } catch (error) {
        return Promise.resolve(failedState(error, options.modelId))
      }
    },
    async tokenize(_model, text) {
      const asked = running()
      await asked.loaded
      const id = ++nextId
      const heard = createEventQueue<Heard>()
      asked.listen(id, heard.push)
      asked.tell({ type: 'tokenize', id, text })
      const event = await heard.next()
      asked.unlisten(id)
      return event.type === 'tokens' ? event.tokens : null
    },
    async dispose() {
      isDisposed = true
      await child?.kill()
    },
  }
}

function waitFor(waitMs: number, signal: AbortSignal): Promise<void> {
  return delay(waitMs, undefined, { signal })
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

/** Differs when the file is another one. */
function versionOf(file: string): string {
  const state = fs.statSync(file, { throwIfNoEntry: false })
  return state ? `${state.ino} ${state.size} ${state.mtimeMs}` : 'none'
}

function startingLater(waitMs: number): GatewayError {
  const seconds = Math.ceil(waitMs / 1000)
  return new GatewayError(
    'engine_starting',
    `The embedded model ended unexpectedly; the next start is in ${seconds} s.`,
    { isRetryable: true, remedy: '`wayline doctor` tells whether this machine can run it.' },
  )
}

function failedState(error: unknown, model: string): EngineState {
  if (!(error instanceof GatewayError))
    return { kind: 'embedded', state: 'failed', model, reason: 'The embedded model cannot be started.' }
  return {
    kind: 'embedded',
    state: error.code === 'engine_starting' ? 'starting' : 'failed',
    model,
    code: error.code,
    reason: error.message,
    ...(error.remedy ? { remedy: error.remedy } : {}),
    ...(error.missingModel ? { missingModel: error.missingModel } : {}),
  }
}
