import { MessageType, ShowMessageRequest, type ServerCapabilities } from 'vscode-languageserver/node'
import { WaylineError } from '../errors.ts'
import { withProgress, type Report } from '../lsp/progress.ts'
import { commands as names } from '../protocol/index.ts'
import type { Services } from './services.ts'

/** Fetches the embedded model when it is missing: as the setting `wayline.local.download` says, and by `wayline.pullModel`. */
export function registerFetchModel(services: Services): ServerCapabilities {
  const { commands, connection, settings, status, life } = services
  const fetchOnce = createFetch(services)
  let isAsked = false

  status.onModelMissing(() => {
    if (isAsked || life.aborted) return
    isAsked = true
    // How it went is in the status by then, and is said here because it was the user's wish.
    void offer().catch(() => status.show())
  })

  async function offer(): Promise<void> {
    const { local, gateway } = settings.current
    // What is missing on another computer cannot be fetched from here.
    if (local.download === 'never' || gateway.url !== '') {
      status.show()
      return
    }
    if (local.download === 'always' || (await isAllowed())) await fetchOnce()
  }

  async function isAllowed(): Promise<boolean> {
    const yes = { title: 'Fetch' }
    const answer = await connection.sendRequest(ShowMessageRequest.type, {
      type: MessageType.Info,
      message: 'Wayline needs its embedded model (98 MB) to complete code on this computer. Fetch it now?',
      actions: [yes, { title: 'Not now' }],
    })
    return answer?.title === yes.title
  }

  commands.set(names.pullModel, () => fetchOnce())
  return {}
}

/** One download at a time; whoever asks meanwhile waits for the same one. */
function createFetch({
  connection,
  client,
  env,
  life,
  log,
  status,
  gateway,
  completions,
}: Services): () => Promise<string> {
  let running: Promise<string> | null = null

  async function fetchModel(): Promise<string> {
    status.fetching()
    try {
      const id = await withProgress(connection, client, 'Fetching the embedded model', pull)
      log.info(`The embedded model ${id} is there.`)
      gateway.reset()
      completions.forget()
      status.ready(id)
      return id
    } catch (error) {
      status.starting()
      status.failed(error instanceof WaylineError ? error : notFetched(error))
      throw error
    }
  }

  async function pull(report: Report, cancelled: AbortSignal): Promise<string> {
    // Loaded when needed, which for most is never.
    const { pullModel } = await import('../gateway/pull-model.ts')
    return pullModel({
      env,
      signal: AbortSignal.any([cancelled, life]),
      onProgress(received, total) {
        if (total === null) report(`${megabytes(received)} MB`)
        else report(`${megabytes(received)} of ${megabytes(total)} MB`, (received / total) * 100)
      },
    })
  }

  return () => {
    running ??= fetchModel().finally(() => (running = null))
    return running
  }
}

function notFetched(cause: unknown): WaylineError {
  return new WaylineError('model_missing', 'The embedded model was not fetched.', {
    cause,
    remedy: 'Run `wayline model pull` when it suits; what has arrived is kept.',
  })
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0)
}
