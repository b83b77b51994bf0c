import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { htmlReport } from '../diagnosis/output/html/html-report.ts'
import { reportFile } from '../diagnosis/output/report-file.ts'
import { byPathAndPlace, type ReportedFinding } from '../diagnosis/output/report.ts'
import type { SkippedPath } from '../diagnosis/run/list-sources.ts'
import { fileOf } from '../lsp/file-of.ts'
import { digest } from '../lsp/diagnosis.ts'
import { showDocument } from '../lsp/show-document.ts'
import type { WorkspaceFile } from '../lsp/workspace-run.ts'
import { slashed } from '../workspace-index/list-files.ts'
import { indexFolder } from '../workspace-index/index-cache.ts'
import manifest from '../../package.json' with { type: 'json' }
import type { Services } from './services.ts'

/** The HTML report of a run over the workspace, while it is being collected. */
export interface WorkspaceReport {
  found(file: WorkspaceFile): Promise<void>
  failed(failure: SkippedPath): void
  /** Writes it where only its user reads it, and shows it where the editor can; its URI. */
  finish(files: number): Promise<string>
}

/** Begins a report whose paths are relative to the folder that all folders of the workspace are in. */
export function beginReport({ connection, client, diagnosis, folders, env, log }: Services): WorkspaceReport {
  const folder = commonFolder(folders.roots().flatMap(fileOf))
  const findings: ReportedFinding[] = []
  const failures: SkippedPath[] = []
  return {
    async found({ uri, document, findings: found, lines }) {
      if (found.length === 0) return
      const text = (await lines()).join('\n')
      const source = { path: fileURLToPath(uri), languageId: document?.languageId ?? '', text }
      findings.push(...reportFile(found, source, folder, null))
    },
    failed: failure => void failures.push(failure),
    async finish(files) {
      const catalog = await diagnosis.catalog()
      const { version } = manifest
      const report = { folder: slashed(folder), version, files, failures, skipped: [], catalog }
      const html = htmlReport({ ...report, findings: findings.sort(byPathAndPlace) })
      const reports = path.join(path.dirname(indexFolder(env)), 'reports')
      await fs.promises.mkdir(reports, { recursive: true, mode: 0o700 })
      // One for each workspace, which the next takes the place of.
      const file = path.join(reports, `${digest(folder)}.html`)
      await fs.promises.writeFile(file, html, { mode: 0o600 })
      const uri = pathToFileURL(file).href
      if (client.canShowDocument) {
        // Where it is stands in the message as well.
        await showDocument(connection, { uri, external: true }).catch((error: unknown) =>
          log.info(`The report cannot be shown: ${String(error)}`),
        )
      }
      return uri
    },
  }
}

function commonFolder([first = '/', ...others]: readonly string[]): string {
  const isAbove = (folder: string) => (other: string) => other === folder || other.startsWith(`${folder}${path.sep}`)
  let folder = first
  while (folder !== path.dirname(folder) && !others.every(isAbove(folder))) folder = path.dirname(folder)
  return folder
}
