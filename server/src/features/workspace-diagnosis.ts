import {
  MessageType,
  PublishDiagnosticsNotification,
  ShowMessageNotification,
  WorkspaceDiagnosticRequest,
  type Diagnostic,
  type ServerCapabilities,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node'
import * as z from 'zod'
import { counted } from '../diagnosis/output/text-report.ts'
import { severities } from '../config.ts'
import { WaylineError } from '../errors.ts'
import { digest } from '../lsp/diagnosis.ts'
import { withProgress } from '../lsp/progress.ts'
import { tell } from '../lsp/tell.ts'
import type { WorkspaceFile } from '../lsp/workspace-run.ts'
import { commands as names, type DiagnosisSummary } from '../protocol/index.ts'
import { diagnosticIn } from './editor-diagnostic.ts'
import type { Services } from './services.ts'

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
/** Progress is told no oftener than this. */
const progressMs = 100
/** After a change so much time passes before everything is looked at again for an editor that waits. */
const restMs = 2000

/**
 * `workspace/diagnostic` and `wayline.diagnoseWorkspace`: what is wrong with all files of the workspace, for editors that ask, and for
 * users that do.
 */
export function registerWorkspaceDiagnosis(services: Services): ServerCapabilities {
  const { connection, client, handlers, commands } = services
  const changes = followChanges(services)
  const published = createPublished(services)
  let hasPulled = false
  if (client.diagnostics.canPull) {
    connection.onRequest(
      WorkspaceDiagnosticRequest.method,
      handlers.quiet<Params, WorkspaceDiagnosticReport>(Params, { items: [] }, async (params, signal) => {
        hasPulled = true
        // Editors ask again as soon as they have an answer: one that knows everything hears of the next change.
        await changes.since(params.previousResultIds.length > 0, signal)
        const { enabled, workspace } = services.settings.current.diagnosis
        return enabled && workspace ? report(services, params, signal) : takenBack(params)
      }),
    )
  }
  let isRunning = false
  commands.set(names.diagnoseWorkspace, async (_, signal) => {
    if (isRunning) throw new WaylineError('bad_argument', 'The workspace is being diagnosed already.')
    if (!services.settings.current.diagnosis.enabled)
      throw new WaylineError('bad_argument', 'Diagnosis is switched off.', {
        remedy: 'Switch wayline.diagnosis.enabled on.',
      })
    isRunning = true
    try {
      return await diagnoseWorkspace(services, hasPulled ? null : published, signal)
    } finally {
      isRunning = false
    }
  })
  return {}
}

async function report(services: Services, params: Params, signal: AbortSignal): Promise<WorkspaceDiagnosticReport> {
  const { connection, workspaceRun } = services
  const before = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]))
  const token = params.partialResultToken
  const progress = connection.window.attachWorkDoneProgress(params.workDoneToken ?? undefined)
  let items: WorkspaceDocumentDiagnosticReport[] = []
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
    return { items }
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

async function diagnosticsOf(services: Services, { uri, findings, lines }: WorkspaceFile): Promise<Diagnostic[]> {
  if (findings.length === 0) return []
  const all = await lines()
  return findings.map(finding => diagnosticIn(services, uri, line => (all[line] ?? '').replace(/\r$/, ''), finding))
}

function emptyReport(uri: string): WorkspaceDocumentDiagnosticReport {
  return { kind: 'full', uri, version: null, items: [] }
}

function takenBack({ previousResultIds }: Params): WorkspaceDiagnosticReport {
  return { items: previousResultIds.map(({ uri }) => emptyReport(uri)) }
}

/** Runs over everything by the user's wish. `published` shows what is found, where the editor does not ask for it itself. */
async function diagnoseWorkspace(
  services: Services,
  published: Published | null,
  signal: AbortSignal,
): Promise<DiagnosisSummary> {
  const { connection, client, workspaceRun } = services
  const summary: DiagnosisSummary = {
    isComplete: false,
    files: 0,
    failures: 0,
    filesWithFindings: 0,
    findings: { error: 0, warning: 0, information: 0, hint: 0 },
  }
  await withProgress(connection, client, 'Diagnosing the workspace', async (tellHow, stopped) => {
    const tellProgress = sparingly((done, total) =>
      tellHow(`${done} of ${total} files`, Math.floor((done / total) * 100)),
    )
    try {
      const { failures } = await workspaceRun.run(
        {
          onProgress(done, total) {
            summary.files = done
            tellProgress(done, total)
          },
          async onFile(file) {
            for (const { severity } of file.findings) summary.findings[severity]++
            if (file.findings.length > 0) summary.filesWithFindings++
            await published?.found(file)
          },
        },
        'all',
        AbortSignal.any([signal, stopped, services.life]),
      )
      summary.failures = failures
      summary.isComplete = true
    } catch (error) {
      if (!stopped.aborted) throw error
    }
  })
  tell(connection, ShowMessageNotification.type, { type: MessageType.Info, message: sentence(summary) })
  return summary
}

function sentence({ isComplete, files, failures, filesWithFindings, findings }: DiagnosisSummary): string {
  const counts = severities
    .filter(severity => findings[severity] > 0)
    .map(severity =>
      severity === 'information' ? `${findings.information} information` : counted(findings[severity], severity),
    )
  const found = counts.length > 0 ? `${counts.join(', ')} in ${counted(filesWithFindings, 'file')}` : 'nothing found'
  const failed = failures > 0 ? ` ${counted(failures, 'file')} could not be diagnosed; the log says why.` : ''
  return `${isComplete ? 'Diagnosed' : 'Stopped after'} ${counted(files, 'file')}: ${found}.${failed}`
}

/** The first and the last call, and in between no more than a person can see. */
function sparingly(call: (done: number, total: number) => void): (done: number, total: number) => void {
  let lastMs = -Infinity
  return (done, total) => {
    const now = performance.now()
    if (done < total && now - lastMs < progressMs) return
    lastMs = now
    call(done, total)
  }
}

/** What is shown of files that are not open. */
interface Published {
  found(file: WorkspaceFile): Promise<void>
}

/** It is taken back when it is open, which is told of elsewhere, when nothing is found any more, and when rules are others. */
function createPublished(services: Services): Published {
  const { connection, documents, diagnosis } = services
  const shown = new Set<string>()
  const takeBack = (uri: string): void => {
    if (shown.delete(uri)) tell(connection, PublishDiagnosticsNotification.type, { uri, diagnostics: [] })
  }
  documents.onOpen(({ uri }) => takeBack(uri))
  diagnosis.onStale(except => {
    if (except === null) for (const uri of [...shown]) takeBack(uri)
  })
  return {
    async found(file) {
      const { uri, document, findings } = file
      // What is open is told of as it is.
      if (document || documents.get(uri)) return
      if (findings.length === 0) {
        takeBack(uri)
        return
      }
      const diagnostics = await diagnosticsOf(services, file)
      shown.add(uri)
      tell(connection, PublishDiagnosticsNotification.type, { uri, diagnostics })
    },
  }
}

interface Changes {
  /** Resolves when something has changed since this was last asked; at once where `isFollowing` is false. */
  since(isFollowing: boolean, signal: AbortSignal): Promise<void>
}

function followChanges({ documents, diagnosis, workspace }: Services): Changes {
  let waiting: (() => void)[] = []
  let hasChanged = true
  const changed = (): void => {
    hasChanged = true
    for (const resolve of waiting.splice(0)) resolve()
  }
  documents.onEdit(changed)
  documents.onClose(changed)
  diagnosis.onStale(changed)
  workspace.onFilesChanged(changed)
  return {
    async since(isFollowing, signal) {
      signal.throwIfAborted()
      if (isFollowing && !hasChanged) {
        await new Promise<void>((resolve, reject) => {
          const timer: { current?: NodeJS.Timeout } = {}
          const wake = (): void => void (timer.current = setTimeout(resolve, restMs).unref())
          signal.addEventListener(
            'abort',
            () => {
              clearTimeout(timer.current)
              waiting = waiting.filter(other => other !== wake)
              reject(signal.reason as Error)
            },
            { once: true },
          )
          waiting.push(wake)
        })
      }
      hasChanged = false
    },
  }
}
