import { fork } from 'node:child_process'
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { GatewayError } from '../../errors.ts'
import { corruptModel } from '../../models/store/damage.ts'
import { FromChild, type FromChildEvent, type ToChild } from './messages.ts'

/** What a request hears: answers of the child, or that it is gone. */
export type Heard = FromChildEvent | { type: 'gone' }

export interface EngineChildOptions {
  modelFile: string
  modelId: string
  /** Null: chosen for this machine. */
  threads: number | null
  sequences: number
  contextTokens: number
  /** The gateway's lock, and the files that its engine process removes should the gateway be killed. */
  lockFile: string | null
  removeWhenOrphaned: string[]
}

export interface EngineChildEvents {
  loaded(): void
  /** The model cannot be loaded; the end follows. */
  loadFailed(failure: GatewayError): void
  /** A request was answered to its end. */
  answered(): void
  /** Heard before the requests that it leaves behind hear of it. */
  ended(): void
}

/** The process that holds the model. */
export interface EngineChild {
  /** Settles when the model is loaded, or rejects with the reason. */
  readonly loaded: Promise<void>
  tell(message: ToChild): void
  /** Who is to hear what comes for a request. */
  listen(id: number, hear: (event: Heard) => void): void
  unlisten(id: number): void
  /** Resolves when the process is gone. */
  kill(): Promise<void>
}

/** Starts a process and lets it load the model. */
export function startEngineChild(options: EngineChildOptions, events: EngineChildEvents): EngineChild {
  const child = fork(childProgram(), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const requests = new Map<number, (event: Heard) => void>()
  let isOver = false
  const loaded = new Promise<void>((resolve, reject) => {
    function end(reason: GatewayError): void {
      if (isOver) return
      isOver = true
      events.ended()
      reject(reason)
      for (const hear of requests.values()) hear({ type: 'gone' })
    }
    child.on('message', message => {
      const parsed = FromChild.safeParse(message)
      if (!parsed.success) return
      if (parsed.data.type === 'loaded') {
        events.loaded()
        resolve()
      } else if (parsed.data.type === 'load-failed') {
        const failure = loadFailure(options, parsed.data.message)
        events.loadFailed(failure)
        child.kill('SIGKILL')
        // It is of no more use to anybody, however long it takes to go.
        end(failure)
      } else {
        if (parsed.data.type === 'end') events.answered()
        requests.get(parsed.data.id)?.(parsed.data)
      }
    })
    child.once('error', cause => {
      // A process that was never born has no exit to wait for.
      if (child.pid === undefined) end(notStarted(cause))
    })
    child.once('exit', (code, signal) => end(crashed(code, signal)))
  })
  // Whoever waits for it hears of the failure; without a request nobody does, and that is all right.
  loaded.catch(() => undefined)
  function tell(message: ToChild): void {
    // A child that is gone is heard of by its exit event.
    if (child.connected) child.send(message, () => undefined)
  }
  const { modelFile, threads, sequences, contextTokens, lockFile, removeWhenOrphaned } = options
  tell({ type: 'load', modelFile, threads, sequences, contextTokens, lockFile, removeWhenOrphaned })
  return {
    loaded,
    tell,
    listen: (id, hear) => void requests.set(id, hear),
    unlisten: id => void requests.delete(id),
    async kill() {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
      await new Promise(resolve => {
        child.once('exit', resolve)
        child.kill('SIGKILL')
      })
    },
  }
}

/** The failure of a request whose process has ended. */
export function crashed(code: number | null, signal: string | null): GatewayError {
  const how = signal ? ` (${signal})` : code === null ? '' : ` (exit code ${code})`
  return new GatewayError('engine_error', `The process of the embedded model ended unexpectedly${how}.`, {
    isRetryable: true,
    status: 503,
    remedy: 'Try again; it is started anew by itself.',
  })
}

function notStarted(cause: unknown): GatewayError {
  return new GatewayError('engine_error', 'The process of the embedded model cannot be started.', {
    cause,
    isRetryable: true,
    remedy: 'Close other programs: the system gives no more processes or memory.',
  })
}

function loadFailure(options: EngineChildOptions, message: string): GatewayError {
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
  if (/memory|VRAM|context size/i.test(message)) {
    return new GatewayError('engine_error', 'There is not enough memory for the embedded model.', {
      cause: new Error(message),
      remedy: 'Close other programs, take a smaller model, or lower --context-tokens and --sequences.',
    })
  }
  return corruptModel(options.modelFile, options.modelId, new Error(message))
}

/** The bundle beside the gateway's; run from source, the one that `npm run build` left in `dist`. */
function childProgram(): string {
  const found = ['./embedded-child.js', '../../../dist/embedded-child.js']
    .map(place => fileURLToPath(new URL(place, import.meta.url)))
    .find(file => fs.existsSync(file))
  if (found) return found
  throw new GatewayError('engine_error', 'The embedded engine is not built.', { remedy: 'Run `npm run build`.' })
}
