import type { FetchableModel } from '@wayline/inference/api'
import { MessageType, ShowMessageRequest, type ServerCapabilities } from 'vscode-languageserver/node'
import { WaylineError } from '../errors.ts'
import { withProgress, type Report } from '../lsp/progress.ts'
import { commands as names } from '../protocol/index.ts'
import type { Services } from './services.ts'

/** Fetches the model that is missing: as the setting `wayline.local.download` says, and by `wayline.pullModel`. */
export function registerFetchModel(services: Services): ServerCapabilities {
  const { commands, connection, settings, status, life } = services
  const fetchOnce = createFetch(services)
  const asked = new Set<string>()
  let missing: FetchableModel | null = null

  status.onModelMissing(model => {
    missing = model ?? missing
    if (life.aborted) return
    if (!model) {
      status.show()
      return
    }
    if (asked.has(model.id)) return
    asked.add(model.id)
    // How it went is in the status by then, and is said here because it was the user's wish.
    void offer(model).catch(() => status.show())
  })

  async function offer(model: FetchableModel): Promise<void> {
    const { local, gateway } = settings.current
    // What is missing on another computer cannot be fetched from here.
    if (local.download === 'never' || gateway.url !== '') {
      status.show()
      return
    }
    if (local.download === 'always' || (await isAllowed(model))) await fetchOnce(model)
  }

  async function isAllowed({ bytes, licence }: FetchableModel): Promise<boolean> {
    const yes = { title: 'Fetch' }
    const answer = await connection.sendRequest(ShowMessageRequest.type, {
      type: MessageType.Info,
      message: `${status.current.message} Fetch it now (${size(bytes)}, licence ${licence})?`,
      actions: [yes, { title: 'Not now' }],
    })
    return answer?.title === yes.title
  }

  commands.set(names.pullModel, () => fetchOnce(missing))
  return {}
}

/** One download at a time; whoever asks meanwhile waits for the same one. Without a model it is the one that the gateway takes by itself. */
function createFetch({
  connection,
  client,
  env,
  life,
  log,
  status,
  gateway,
  completions,
}: Services): (model: FetchableModel | null) => Promise<string> {
  let running: Promise<string> | null = null

  async function fetchModel(model: FetchableModel | null): Promise<string> {
    const title = `Fetching ${model ? `the model ${model.id}` : 'the embedded model'}`
    status.fetching(title)
    try {
      const id = await withProgress(connection, client, title, (report, cancelled) => pull(model, report, cancelled))
      log.info(`The model ${id} is there.`)
      gateway.reset()
      completions.forget()
      status.ready(id)
      return id
    } catch (error) {
      status.starting()
      status.failed(error instanceof WaylineError ? error : notFetched(model, error))
      throw error
    }
  }

  async function pull(model: FetchableModel | null, report: Report, cancelled: AbortSignal): Promise<string> {
    // Loaded when needed, which for most is never.
    const { pullModel } = await import('../gateway/pull-model.ts')
    return pullModel({
      env,
      model,
      signal: AbortSignal.any([cancelled, life]),
      onProgress(received, total) {
        if (total === null) report(size(received))
        else report(`${size(received)} of ${size(total)}`, (received / total) * 100)
      },
    })
  }

  return model => {
    running ??= fetchModel(model).finally(() => (running = null))
    return running
  }
}

function notFetched(model: FetchableModel | null, cause: unknown): WaylineError {
  return new WaylineError(
    'model_missing',
    `${model ? `The model ${model.id}` : 'The embedded model'} was not fetched.`,
    {
      cause,
      remedy: `Run \`wayline model pull${model ? ` ${model.id}` : ''}\` when it suits; what has arrived is kept.`,
      ...(model ? { missingModel: model } : {}),
    },
  )
}

function size(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
