import { fileURLToPath } from 'node:url'
import { MessageType, PublishDiagnosticsNotification, ShowMessageNotification } from 'vscode-languageserver/node'
import * as z from 'zod'
import { severities } from '../config.ts'
import { counted } from '../diagnosis/output/text-report.ts'
import { WaylineError } from '../errors.ts'
import { withProgress } from '../lsp/progress.ts'
import { tell } from '../lsp/tell.ts'
import type { WorkspaceFile } from '../lsp/workspace-run.ts'
import { commands as names, type DiagnosisSummary } from '../protocol/index.ts'
import type { Services } from './services.ts'
import { diagnosticsOf, sparingly } from './workspace-files.ts'
import { beginReport, type WorkspaceReport } from './workspace-report.ts'

/** What may be wished for beside the summary. */
const Wishes = z.object({ report: z.boolean().optional() })

/**
 * `wayline.diagnoseWorkspace`: what is wrong with all files of the workspace, for users that ask; `wayline.stopDiagnosis` stops it. `isPulled` says whether the editor asks for
 * what is wrong with files by itself: then nothing is published.
 */
export function addDiagnoseWorkspace(services: Services, isPulled: () => boolean): void {
  const published = createPublished(services)
  let running: AbortController | null = null
  services.commands.set(names.diagnoseWorkspace, async ([sent], signal) => {
    const wishes = Wishes.safeParse(sent ?? {})
    if (!wishes.success)
      throw new WaylineError('bad_argument', `${names.diagnoseWorkspace} takes nothing, or { report: true }.`)
    if (running) throw new WaylineError('bad_argument', 'The workspace is being diagnosed already.')
    if (!services.settings.current.diagnosis.enabled)
      throw new WaylineError('bad_argument', 'Diagnosis is switched off.', {
        remedy: 'Switch wayline.diagnosis.enabled on.',
      })
    if (services.folders.roots().length === 0)
      throw new WaylineError('bad_argument', 'No folder is open, so there is no workspace to diagnose.', {
        remedy: 'Open one; some editors take only a folder under version control for one.',
      })
    const controller = new AbortController()
    running = controller
    try {
      const report = wishes.data.report ? beginReport(services) : null
      return await diagnoseWorkspace(services, isPulled() ? null : published, report, {
        given: signal,
        byCommand: controller.signal,
      })
    } finally {
      running = null
    }
  })
  services.commands.set(names.stopDiagnosis, () => {
    running?.abort()
    return Promise.resolve(null)
  })
}

/** Runs over everything by the user's wish. `published` shows what is found, where the editor does not ask for it itself. */
async function diagnoseWorkspace(
  services: Services,
  published: Published | null,
  report: WorkspaceReport | null,
  signals: { given: AbortSignal; byCommand: AbortSignal },
): Promise<DiagnosisSummary> {
  const { connection, client, workspaceRun } = services
  const summary: DiagnosisSummary = {
    isComplete: false,
    files: 0,
    failures: 0,
    filesWithFindings: 0,
    findings: { error: 0, warning: 0, information: 0, hint: 0 },
  }
  await withProgress(connection, client, 'Diagnosing the workspace', async (tellHow, byProgress) => {
    const stopped = AbortSignal.any([byProgress, signals.byCommand])
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
            await report?.found(file)
          },
          onFailure: (path, reason) => report?.failed({ path, reason }),
        },
        'all',
        AbortSignal.any([signals.given, stopped, services.life]),
      )
      summary.failures = failures
      summary.isComplete = true
      if (report) summary.report = await report.finish(summary.files)
    } catch (error) {
      if (!stopped.aborted) throw error
    }
  })
  tell(connection, ShowMessageNotification.type, { type: MessageType.Info, message: sentence(summary) })
  return summary
}

function sentence({ isComplete, files, failures, filesWithFindings, findings, report }: DiagnosisSummary): string {
  const counts = severities
    .filter(severity => findings[severity] > 0)
    .map(severity =>
      severity === 'information' ? `${findings.information} information` : counted(findings[severity], severity),
    )
  const found = counts.length > 0 ? `${counts.join(', ')} in ${counted(filesWithFindings, 'file')}` : 'nothing found'
  const failed = failures > 0 ? ` ${counted(failures, 'file')} could not be diagnosed; the log says why.` : ''
  const where = report === undefined ? '' : ` The report is ${fileURLToPath(report)}.`
  return `${isComplete ? 'Diagnosed' : 'Stopped after'} ${counted(files, 'file')}: ${found}.${failed}${where}`
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
