import { MessageType, ShowMessageNotification, type Connection } from 'vscode-languageserver/node'
import type { FetchableModel } from '@wayline/inference/api'
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
  /** A model is on its way; `title` says which. */
  fetching(title: string): void
  failed(error: WaylineError): void
  /** What is wrong although completions may come, such as a setting with a bad value: it stands beside the state, and is told once. */
  warn(problem: string): void
  /** Tells it to the user now, whatever was told before. */
  show(): void
  /** Whoever can do something about a missing model is told of it here; null is one that cannot be fetched by its name. */
  onModelMissing(listener: (model: FetchableModel | null) => void): void
}

const stateOf: Record<WaylineError['code'], WaylineStatus['state']> = {
  gateway_unreachable: 'gateway-unreachable',
  gateway_refused: 'gateway-refused',
  unauthorized: 'unauthorized',
  model_missing: 'model-missing',
  model_loading: 'starting',
  engine_unavailable: 'engine-unavailable',
  timeout: 'slow',
  bad_argument: 'gateway-unreachable',
  bad_answer: 'gateway-refused',
  local_gateway_failed: 'gateway-unreachable',
  file_unreadable: 'gateway-unreachable',
  file_unwritable: 'gateway-unreachable',
  git_failed: 'gateway-unreachable',
  post_failed: 'gateway-unreachable',
}

export interface StatusOptions {
  connection: Connection
  client: Client
  log: Log
}

export function createStatus({ connection, client, log }: StatusOptions): Status {
  let current: WaylineStatus = { state: 'starting', message: 'Wayline is starting.' }
  const told = new Set<string>()
  const modelMissingListeners: ((model: FetchableModel | null) => void)[] = []

  /** False where nothing has changed. */
  function enter(next: WaylineStatus): boolean {
    if (next.state === current.state && next.message === current.message) return false
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
    return true
  }

  function showMessage(message: string, type: MessageType): void {
    tell(connection, ShowMessageNotification.type, { type, message })
  }

  return {
    get current() {
      return current
    },
    starting: () => void enter({ state: 'starting', message: 'Wayline is starting.' }),
    ready: model =>
      void enter({
        state: 'ready',
        message: model ? `Completions by ${model}.` : 'Wayline is ready.',
        ...(model ? { model } : {}),
      }),
    off: () => void enter({ state: 'off', message: 'Completions are switched off.' }),
    fetching: title => void enter({ state: 'fetching-model', message: `${title}.` }),
    failed(error) {
      // While the model is on its way, that it is missing is no news.
      if (current.state === 'fetching-model' && error.code === 'model_missing') return
      const { code, message, remedy, missingModel = null } = error
      const isNews = enter({ state: stateOf[code], message, ...(remedy ? { remedy } : {}) })
      if (isNews && code === 'model_missing') for (const listener of modelMissingListeners) listener(missingModel)
    },
    onModelMissing: listener => void modelMissingListeners.push(listener),
    warn(problem) {
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
