import fs from 'node:fs'
import * as z from 'zod'
import { isDiskFull, WaylineError } from '../../errors.ts'
import { replaceFile } from '../output/replace-file.ts'
import type { Fingerprinted } from './fingerprint.ts'

/** Findings that were there before anybody looked: they are known, and no reason to fail. */
export interface Baseline {
  /** Fingerprints by the file that they are in: a path relative to the folder, with `/`. */
  files: Record<string, { rule: string; fingerprint: string }[]>
}

/** Where a folder's baseline lies unless somebody says otherwise. */
export const baselineFile = '.wayline/baseline.json'

const BaselineFile = z.strictObject({
  version: z.literal(1),
  files: z.record(z.string(), z.array(z.strictObject({ rule: z.string(), fingerprint: z.string() }))),
})

/** Reads a baseline; null where there is none. Throws WaylineError for one that is damaged: an empty one would call everything new. */
export function readBaseline(file: string): Baseline | null {
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new WaylineError('file_unreadable', `The baseline ${file} cannot be read.`, { cause })
  }
  const parsed = BaselineFile.safeParse(jsonIn(text))
  if (parsed.success) return { files: parsed.data.files }
  throw new WaylineError('file_unreadable', `The baseline ${file} is damaged: ${whatIsWrong(parsed.error)}.`, {
    remedy: 'Take it back from version control, or write it anew with `wayline check --write-baseline`.',
  })
}

/** Writes a baseline, sorted, so that versions of it compare well. What was there is kept until the new one is whole. */
export function writeBaseline(file: string, { files }: Baseline): void {
  const sorted = Object.entries(files)
    .filter(([, entries]) => entries.length > 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  const text = JSON.stringify({ version: 1, files: Object.fromEntries(sorted) }, null, 2)
  try {
    replaceFile(file, `${text}\n`)
  } catch (cause) {
    throw new WaylineError('file_unwritable', `The baseline ${file} cannot be written.`, {
      cause,
      remedy: isDiskFull(cause) ? 'Make room and try again.' : 'Check the permissions of its folder.',
    })
  }
}

export interface Compared {
  fresh: Fingerprinted[]
  known: Fingerprinted[]
  /** Entries of the baseline that nothing stands for any more. */
  gone: { rule: string; fingerprint: string }[]
}

/** Tells what of a file's findings its baseline knows. Each entry stands for one finding. */
export function compareWithBaseline(baseline: Baseline, file: string, findings: readonly Fingerprinted[]): Compared {
  const left = new Map((baseline.files[file] ?? []).map(entry => [entry.fingerprint, entry]))
  const compared: Compared = { fresh: [], known: [], gone: [] }
  for (const one of findings) compared[left.delete(one.fingerprint) ? 'known' : 'fresh'].push(one)
  compared.gone = [...left.values()]
  return compared
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The schema says what is wrong with it.
    return undefined
  }
}

function whatIsWrong({ issues: [issue] }: z.ZodError): string {
  const place = issue?.path.join('.') ?? ''
  return place === '' ? 'it is no JSON object of this version' : `${place} is not what it should be`
}
