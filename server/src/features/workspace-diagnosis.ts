import {
  WorkspaceDiagnosticRequest,
  type ServerCapabilities,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node'
import * as z from 'zod'
import { digest } from '../lsp/diagnosis.ts'
import type { WorkspaceFile } from '../lsp/workspace-run.ts'
import { addDiagnoseWorkspace } from './diagnose-workspace.ts'
import type { Services } from './services.ts'
import { followChanges } from './workspace-changes.ts'
import { diagnosticsOf, sparingly } from './workspace-files.ts'

const Token = z.union([z.string(), z.number()])
/** What is relied on of `WorkspaceDiagnosticParams`. */
const Params = z.object({
  previousResultIds: z.array(z.object({ uri: z.string(), value: z.string() })).catch([]),
  partialResultToken: Token.nullish(),
  workDoneToken: Token.nullish(),
})
type Params = z.infer<typeof Params>

/** So many files are told of in one partial result. */
const partSize = 40

/**
 * `workspace/diagnostic` and `wayline.diagnoseWorkspace`: what is wrong with all files of the workspace, for editors that ask, and for
 * users that do.
 */
export function registerWorkspaceDiagnosis(services: Services): ServerCapabilities {
  const { connection, client, handlers, workspace } = services
  const changes = followChanges(services)
  let hasPulled = false
  let isClean = false
  if (client.diagnostics.canPullWorkspace) {
    connection.onRequest(
      WorkspaceDiagnosticRequest.method,
      handlers.quiet<Params, WorkspaceDiagnosticReport>(Params, { items: [] }, async (params, signal) => {
        hasPulled = true
        workspace.followFiles()
        const knowsNothing = params.previousResultIds.length === 0
        // Editors ask again as soon as they have an answer, and where nothing is wrong they have no ids to bring.
        if (knowsNothing && isClean && changes.isQuiet()) return { items: [] }
        // One that knows everything hears of the next change.
        await changes.since(!knowsNothing, signal)
        isClean = false
        try {
          const told = await report(services, params, signal)
          isClean = told.isClean
          return { items: told.items }
        } catch (error) {
          changes.notTold()
          throw error
        }
      }),
    )
  }
  addDiagnoseWorkspace(services, () => hasPulled)
  return {}
}

/** What is left to tell once all parts have been told. `isClean`: there was nothing at all. */
type Told = WorkspaceDiagnosticReport & { isClean: boolean }

async function report(services: Services, params: Params, signal: AbortSignal): Promise<Told> {
  const { connection, workspaceRun, settings } = services
  const { enabled, workspace: isWanted } = settings.current.diagnosis
  if (!enabled || !isWanted)
    return { items: params.previousResultIds.map(({ uri }) => emptyReport(uri)), isClean: false }
  const before = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]))
  const token = params.partialResultToken
  const progress = connection.window.attachWorkDoneProgress(params.workDoneToken ?? undefined)
  let items: WorkspaceDocumentDiagnosticReport[] = []
  let isClean = true
  const flush = async (): Promise<void> => {
    if (token === null || token === undefined || items.length === 0) return
    await connection.sendProgress(WorkspaceDiagnosticRequest.partialResult, token, { items })
    items = []
  }
  progress.begin('Diagnosing the workspace', 0, undefined, false)
  try {
    const tellProgress = sparingly((done, total) =>
      progress.report(Math.floor((done / total) * 100), `${done} of ${total} files`),
    )
    await workspaceRun.run(
      {
        onProgress: tellProgress,
        async onFile(file) {
          const previous = before.get(file.uri)
          before.delete(file.uri)
          if (file.findings.length === 0 && previous === undefined) return
          isClean = false
          items.push(await fileReport(services, file, previous))
          if (items.length >= partSize) await flush()
        },
      },
      'one process',
      signal,
    )
    // What has gone, or is excluded now, has no findings any more.
    items.push(...[...before.keys()].map(emptyReport))
    await flush()
    return { items, isClean }
  } finally {
    progress.done()
  }
}

async function fileReport(
  services: Services,
  file: WorkspaceFile,
  previous: string | undefined,
): Promise<WorkspaceDocumentDiagnosticReport> {
  const { uri, document } = file
  const items = await diagnosticsOf(services, file)
  const version = document?.version ?? null
  // As in the report on a document alone, where it is open.
  const resultId = digest(document ? [document.version, items] : items)
  return resultId === previous
    ? { kind: 'unchanged', uri, version, resultId }
    : { kind: 'full', uri, version, resultId, items }
}

function emptyReport(uri: string): WorkspaceDocumentDiagnosticReport {
  return { kind: 'full', uri, version: null, items: [] }
}
