import { MessageType, ShowMessageNotification, type Connection } from 'vscode-languageserver/node'
import type { WaylineError } from '../errors.ts'
import { statusNotification, type WaylineStatus } from '../protocol/index.ts'
import type { Client } from './client.ts'
import type { Log } from './log.ts'
import { tell } from './tell.ts'

/** How things stand with completions, told to the user when it changes, each problem once. */
export interface Status {
  readonly current: WaylineStatus
  starting(): void
  ready(model?: string): void
  off(): void
  /** The embedded model is on its way. */
  fetching(): void
  failed(error: WaylineError): void
  /** A setting that is unknown or has a bad value: it stands beside the state, and is told once. */
  settingProblem(problem: string): void
  /** Tells it to the user now, whatever was told before. */
  show(): void
  /** Whoever can do something about a missing model is told of it here. */
  onModelMissing(listener: () => void): void
}

const stateOf: Record<WaylineError['code'], WaylineStatus['state']> = {
  gateway_unreachable: 'gateway-unreachable',
  gateway_refused: 'gateway-refused',
  unauthorized: 'unauthorized',
  model_missing: 'model-missing',
  engine_unavailable: 'engine-unavailable',
  timeout: 'slow',
  bad_argument: 'gateway-unreachable',
  bad_answer: 'gateway-refused',
  local_gateway_failed: 'gateway-unreachable',
  file_unreadable: 'gateway-unreachable',
  file_unwritable: 'gateway-unreachable',
}

export interface StatusOptions {
  connection: Connection
  client: Client
  log: Log
}

export function createStatus({ connection, client, log }: StatusOptions): Status {
  let current: WaylineStatus = { state: 'starting', message: 'Wayline is starting.' }
  const told = new Set<string>()
  const modelMissingListeners: (() => void)[] = []

  function enter(next: WaylineStatus): void {
    if (next.state === current.state && next.message === current.message) return
    current = next
    const text = textOf(next)
    if (isProblem(next)) log.warn(text)
    else log.info(text)
    if (client.wantsStatus) tell(connection, { method: statusNotification }, next)
    if (isProblem(next) && next.state !== 'slow' && !told.has(text)) {
      told.add(text)
      // The missing model is asked about with buttons instead.
      if (next.state !== 'model-missing') showMessage(text, MessageType.Warning)
    }
    if (next.state === 'model-missing') for (const listener of modelMissingListeners) listener()
  }

  function showMessage(message: string, type: MessageType): void {
    tell(connection, ShowMessageNotification.type, { type, message })
  }

  return {
    get current() {
      return current
    },
    starting: () => enter({ state: 'starting', message: 'Wayline is starting.' }),
    ready: model =>
      enter({
        state: 'ready',
        message: model ? `Completions by ${model}.` : 'Wayline is ready.',
        ...(model ? { model } : {}),
      }),
    off: () => enter({ state: 'off', message: 'Completions are switched off.' }),
    fetching: () => enter({ state: 'fetching-model', message: 'The embedded model is being fetched.' }),
    failed(error) {
      // While the model is on its way, that it is missing is no news.
      if (current.state === 'fetching-model' && error.code === 'model_missing') return
      enter({ state: stateOf[error.code], message: error.message, ...(error.remedy ? { remedy: error.remedy } : {}) })
    },
    onModelMissing: listener => void modelMissingListeners.push(listener),
    settingProblem(problem) {
      log.warn(problem)
      if (!told.has(problem)) showMessage(problem, MessageType.Warning)
      told.add(problem)
    },
    show: () => showMessage(textOf(current), isProblem(current) ? MessageType.Warning : MessageType.Info),
  }
}

function textOf({ message, remedy }: WaylineStatus): string {
  return remedy ? `${message} ${remedy}` : message
}

function isProblem({ state }: WaylineStatus): boolean {
  return !['starting', 'ready', 'off', 'fetching-model'].includes(state)
}
