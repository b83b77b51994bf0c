import type { ServerCapabilities } from 'vscode-languageserver/node'
import { WaylineError } from '../errors.ts'
import type { OpenDocument } from '../lsp/documents.ts'
import { tellReadiness } from './readiness.ts'
import type { Services } from './services.ts'

/** A document so long is no use to warm up from its beginning: the cursor will most likely be elsewhere. */
const longestLines = 200

/** When a document opens, the gateway is started if need be and the engine gets ready for it, so that the first completion comes quickly. */
export function registerWarmUp(services: Services): ServerCapabilities {
  const { documents, settings, status, life } = services
  const consider = (document: OpenDocument): void => {
    const { enabled, automatic } = settings.current.completion
    if (enabled && automatic && !document.isBinary) void warmUp(services, document, life)
  }
  documents.onOpen(consider)
  settings.onChange(() => {
    // Another gateway is meant now, or completions are on again: how that stands is not to wait for the next document.
    const latest = [...documents.all()].at(-1)
    if (latest && status.current.state === 'starting') consider(latest)
  })
  return {}
}

async function warmUp(services: Services, document: OpenDocument, life: AbortSignal) {
  const { completions, documents, folders, status, log } = services
  const { uri, languageId, version, text } = document
  const line = text.lineCount > longestLines ? 0 : text.lineCount - 1
  const around = documents.around(uri, { line, character: text.line(line).length })
  if (!around) return
  try {
    const isWanted = await completions.warmUp(
      {
        uri: around.uri,
        path: folders.pathOf(around.uri),
        languageId,
        text: around.text,
        offset: around.offset,
        firstLine: around.firstLine,
        trigger: 'automatic',
        version,
      },
      life,
    )
    if (!isWanted) return
    if (status.current.state !== 'ready') await tellReadiness(services, life)
  } catch (error) {
    if (error instanceof WaylineError) status.failed(error)
    // An aborted one has given way to a real request.
    else log.debug('Warming up was given up.')
  }
}
