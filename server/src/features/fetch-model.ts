import { MessageType, ShowMessageRequest, type ServerCapabilities } from 'vscode-languageserver/node'
import { WaylineError } from '../errors.ts'
import { withProgress } from '../lsp/progress.ts'
import { commands as names } from '../protocol/index.ts'
import type { Services } from './services.ts'

/** Fetches the embedded model when it is missing: as the setting `wayline.local.download` says, and by `wayline.pullModel`. */
export function registerFetchModel(services: Services): ServerCapabilities {
  const { commands, connection, settings, status, life } = services
  const fetchOnce = createFetch(services)
  let isAsked = false

  status.onModelMissing(() => {
    if (isAsked || life.aborted || settings.current.gateway.url !== '') return
    isAsked = true
    void wanted().catch((error: unknown) => {
      if (error instanceof WaylineError) status.failed(error)
    })
  })

  async function wanted(): Promise<void> {
    const { download } = settings.current.local
    if (download === 'never') {
      status.show()
      return
    }
    if (download === 'always' || (await isAllowed())) await fetchOnce()
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
    // Loaded when needed, which for most is never.
    const { pullModel } = await import('../gateway/pull-model.ts')
    const id = await withProgress(connection, client, 'Fetching the embedded model', (report, cancelled) =>
      pullModel({
        env,
        signal: AbortSignal.any([cancelled, life]),
        onProgress: (received, total) =>
          report(
            `${megabytes(received)} of ${total === null ? 'about 98' : megabytes(total)} MB`,
            total === null ? undefined : (received / total) * 100,
          ),
      }),
    )
    log.info(`The embedded model ${id} is there.`)
    gateway.reset()
    completions.forget()
    status.ready(id)
    return id
  }

  return () => {
    running ??= fetchModel().finally(() => (running = null))
    return running
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0)
}
