import fs from 'node:fs'
import type { Finding } from '../../diagnosis/finding.ts'
import { fixAll, type FixedFile } from '../../diagnosis/fixes/fix-all.ts'
import { sourceIn } from '../../diagnosis/run/read-source.ts'
import type { SourceText } from '../../diagnosis/subject.ts'
import type { Diagnosers } from '../../diagnosis/workers/diagnosers.ts'
import { writeAtomically } from './outputs.ts'

/** A file to be fixed, as it was diagnosed. */
export interface FixableFile {
  source: SourceText
  findings: readonly Finding[]
}

/** What has become of it. */
export interface FixOutcome extends FixedFile {
  source: SourceText
}

const byteOrderMark = '\uFEFF'

/**
 * Fixes what can be fixed with a fix that is verified. Everything is worked out first and written then, so that whoever
 * interrupts it finds every file as it was. Files that have changed since, or are no UTF-8, are left alone: their findings
 * are what they were.
 */
export async function fixFiles(
  files: readonly FixableFile[],
  diagnosers: Diagnosers,
  signal: AbortSignal,
): Promise<FixOutcome[]> {
  const diagnose = (source: SourceText): Promise<Finding[]> => diagnosers.diagnose(source, { signal })
  const countErrors = (source: SourceText): Promise<number | null> => diagnosers.countErrors(source, { signal })
  const outcomes: FixOutcome[] = []
  for (const { source, findings } of files) {
    outcomes.push({ ...(await fixAll(source, { diagnose, countErrors, before: findings }, signal)), source })
  }
  signal.throwIfAborted()
  return outcomes.map((outcome, at) => {
    if (outcome.fixed.length === 0 || write(outcome)) return outcome
    return { ...outcome, text: outcome.source.text, findings: [...(files[at]?.findings ?? [])], fixed: [] }
  })
}

/** False where the file is not the one that was diagnosed: what was verified is another text. */
function write({ source, text }: FixOutcome): boolean {
  if (!fs.existsSync(source.path)) return false
  const file = fs.realpathSync(source.path)
  const bytes = fs.readFileSync(file)
  if (!isWhole(bytes, source)) return false
  writeAtomically(file, (startsWithMark(bytes) ? byteOrderMark : '') + text)
  return true
}

/** Whether writing the text of a file would give back its bytes. */
function isWhole(bytes: Buffer, { path, text }: SourceText): boolean {
  const now = sourceIn(path, bytes)
  if (now?.text !== text) return false
  return Buffer.from((startsWithMark(bytes) ? byteOrderMark : '') + text).equals(bytes)
}

function startsWithMark(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).equals(Buffer.from(byteOrderMark))
}
