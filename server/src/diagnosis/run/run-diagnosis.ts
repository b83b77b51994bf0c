import { createHash } from 'node:crypto'
import { isWanted, type Finding } from '../finding.ts'
import type { SourceText } from '../subject.ts'
import type { Diagnosers } from '../workers/diagnosers.ts'
import type { FindingsCache } from './findings-cache.ts'
import type { ListedFile } from './list-sources.ts'
import { sourceIn, type ReadBytes } from './read-source.ts'

/** A file that has been diagnosed. */
export interface DiagnosedFile {
  path: string
  findings: Finding[]
  /** What comments in it say is not wanted. */
  suppressed: Finding[]
  /** Reads its text again, if need be: findings are few, and texts are large. Null where it has gone. */
  source: () => Promise<SourceText | null>
}

export interface RunOptions {
  files: readonly ListedFile[]
  read: ReadBytes
  /** Whether `read` gives what the files' sizes and times are of; otherwise only their content says whether they have changed. */
  isOnDisk: boolean
  diagnose: Diagnosers['diagnose']
  cache: FindingsCache | null
  /** Files that are read and diagnosed at the same time: what bounds the memory that a run takes. */
  atOnce: number
  signal?: AbortSignal
  /** Files come in the order in which they are done; the next ones wait for the answer. */
  onFile: (file: DiagnosedFile) => void | Promise<void>
  /** A file at which diagnosis failed, and why. */
  onFailure: (path: string, reason: string) => void
}

/** Diagnoses files, several at a time, and those that have not changed not at all. Rejects as soon as the signal aborts. */
export async function runDiagnosis(options: RunOptions): Promise<void> {
  const { files, atOnce, signal } = options
  let next = 0
  const work = async (): Promise<void> => {
    for (let file = files[next++]; file; file = files[next++]) {
      signal?.throwIfAborted()
      await diagnoseOne(file, options)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, work))
  signal?.throwIfAborted()
}

async function diagnoseOne(file: ListedFile, options: RunOptions): Promise<void> {
  const { isOnDisk, cache, onFile, onFailure, signal } = options
  const { path } = file
  const known = isOnDisk ? cache?.ofFile(file) : null
  if (known) {
    await onFile({ path, ...parted(known), source: () => readAgain(path, options) })
    return
  }
  const bytes = await options.read(path)
  if (!bytes) {
    onFailure(path, 'It cannot be read.')
    return
  }
  const source = sourceIn(path, bytes)
  if (!source) return
  const hash = createHash('sha256').update(bytes).digest('base64url')
  let findings = cache?.ofContent(path, hash) ?? null
  if (!findings) {
    try {
      findings = await options.diagnose(source, { withSuppressed: true, ...(signal ? { signal } : {}) })
    } catch (error) {
      signal?.throwIfAborted()
      onFailure(path, error instanceof Error ? error.message : String(error))
      return
    }
  }
  cache?.set(path, hash, isOnDisk ? file : null, findings)
  await onFile({ path, ...parted(findings), source: () => Promise.resolve(source) })
}

function parted(findings: readonly Finding[]): Pick<DiagnosedFile, 'findings' | 'suppressed'> {
  return { findings: findings.filter(isWanted), suppressed: findings.filter(finding => !isWanted(finding)) }
}

async function readAgain(path: string, { read }: RunOptions): Promise<SourceText | null> {
  const bytes = await read(path)
  return bytes && sourceIn(path, bytes)
}
