import fs from 'node:fs'
import os from 'node:os'
import { pathToFileURL } from 'node:url'
import type { Finding } from '../diagnosis/finding.ts'
import { findingsFolder, openFindingsCache } from '../diagnosis/run/findings-cache.ts'
import { listSources, type ListedFile } from '../diagnosis/run/list-sources.ts'
import { readFromDisk } from '../diagnosis/run/read-source.ts'
import { rulesVersion } from '../diagnosis/run/rules-version.ts'
import { runDiagnosis } from '../diagnosis/run/run-diagnosis.ts'
import { createDiagnosers, diagnosisProgram, type Diagnosers } from '../diagnosis/workers/diagnosers.ts'
import type { Baselines } from './baselines.ts'
import type { Diagnosis } from './diagnosis.ts'
import type { Documents, OpenDocument } from './documents.ts'
import { fileOf } from './file-of.ts'
import type { Log } from './log.ts'
import type { WorkspaceFolders } from './workspace-folders.ts'

/** A file of the workspace that has been diagnosed. */
export interface WorkspaceFile {
  uri: string
  /** Where it is open; the findings are those of its text in the editor then. */
  document: OpenDocument | null
  findings: readonly Finding[]
  /** Its lines as they were diagnosed; empty where it has gone since. */
  lines: () => Promise<readonly string[]>
}

export interface RunEvents {
  /** The next files wait for the answer. */
  onFile: (file: WorkspaceFile) => void | Promise<void>
  onProgress: (done: number, total: number) => void
  /** A file that could not be diagnosed, and why. */
  onFailure?: (path: string, reason: string) => void
}

/** How far a run has come. */
export interface RunResult {
  files: number
  failures: number
}

/** Diagnoses every file of the workspace but the excluded ones; what has not changed since the last time, not at all. */
export interface WorkspaceRun {
  /** `pace` says how much of the computer it may take. Rejects as soon as the signal aborts. */
  run(events: RunEvents, pace: 'all' | 'one process', signal: AbortSignal): Promise<RunResult>
}

export interface WorkspaceRunOptions {
  documents: Documents
  folders: WorkspaceFolders
  diagnosis: Diagnosis
  baselines: Pick<Baselines, 'apply'>
  env: NodeJS.ProcessEnv
  log: Log
}

export function createWorkspaceRun(options: WorkspaceRunOptions): WorkspaceRun {
  const { documents, folders, diagnosis, baselines, env, log } = options

  async function filesOf(root: string, signal: AbortSignal): Promise<ListedFile[]> {
    const { files } = await listSources(root, [], signal)
    return files.filter(({ path }) => !diagnosis.excludes(pathToFileURL(path).href))
  }

  return {
    async run({ onFile, onProgress, onFailure = () => undefined }, pace, signal) {
      const setup = diagnosis.setup()
      const version = rulesVersion(diagnosisProgram(), setup, env)
      const atOnce = pace === 'all' ? Math.max(1, os.availableParallelism() - 1) : 1
      const result: RunResult = { files: 0, failures: 0 }
      const diagnosers = createDiagnosers({ setup, processes: atOnce, log: message => log.debug(message) })
      try {
        const roots = await Promise.all(
          folders
            .roots()
            .flatMap(fileOf)
            .map(async root => ({ root, files: await filesOf(root, signal) })),
        )
        takeOutTwins(roots)
        const total = roots.reduce((sum, { files }) => sum + files.length, 0)
        const done = (): void => onProgress(++result.files, total)
        for (const { root, files } of roots) {
          const isOpen = ({ path }: ListedFile): boolean => documents.get(pathToFileURL(path).href) !== undefined
          for (const { path } of files.filter(isOpen)) {
            await diagnoseOpen(pathToFileURL(path).href, onFile, signal)
            done()
          }
          await diagnoseClosed(
            root,
            files.filter(file => !isOpen(file)),
            { diagnosers, atOnce, version, done, onFile, onFailure, result, signal },
          )
        }
        return result
      } finally {
        diagnosers.dispose()
      }
    },
  }

  /** What the editor has counts, not what is on the disk. */
  async function diagnoseOpen(uri: string, onFile: RunEvents['onFile'], signal: AbortSignal): Promise<void> {
    const document = documents.get(uri)
    const found = document && (await diagnosis.of(document, signal))
    if (!document || !found) return
    const lines = diagnosis.sourceOf(document).text.split('\n')
    await onFile({ uri, document, findings: found.findings, lines: () => Promise.resolve(lines) })
  }

  async function diagnoseClosed(root: string, files: readonly ListedFile[], parts: ClosedParts): Promise<void> {
    const { diagnosers, atOnce, version, done, onFile, onFailure: failed, result, signal } = parts
    const cache = await openFindingsCache(findingsFolder(env), root, version)
    try {
      await runDiagnosis({
        files,
        read: readFromDisk,
        isOnDisk: true,
        diagnose: (source, options) => diagnosers.diagnose(source, options),
        cache,
        // One is read while others are being diagnosed.
        atOnce: atOnce + 1,
        signal,
        async onFile({ path, findings, source }) {
          done()
          const lines = async (): Promise<string[]> => (await source())?.text.split('\n') ?? []
          const uri = pathToFileURL(path).href
          const text = findings.length > 0 ? ((await source())?.text ?? '') : ''
          const shown = baselines.apply(uri, () => text, findings)
          await onFile({ uri, document: null, findings: shown, lines })
        },
        onFailure(path, reason) {
          done()
          // What has gone in the middle has not failed.
          if (!fs.existsSync(path)) return
          result.failures++
          failed(path, reason)
          log.warn(`${path} could not be diagnosed: ${reason}`)
        },
      })
    } finally {
      // What has been found out holds although the user has stopped it.
      await cache.write()
    }
  }
}

/** Of folders one of which lies in another, each file belongs to the first. */
function takeOutTwins(roots: { files: ListedFile[] }[]): void {
  const seen = new Set<string>()
  for (const root of roots) {
    root.files = root.files.filter(({ path }) => !seen.has(path))
    for (const { path } of root.files) seen.add(path)
  }
}

interface ClosedParts {
  diagnosers: Diagnosers
  atOnce: number
  version: string
  done: () => void
  onFile: RunEvents['onFile']
  onFailure: (path: string, reason: string) => void
  result: RunResult
  signal: AbortSignal
}
