import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'

const InstalledRecord = z.object({
  file: z.string(),
  /** The whole file as it was before Wayline wrote to it; null where there was none. */
  before: z.string().nullable(),
  /** Digest of the file as Wayline left it. */
  after: z.string(),
  /** The outermost folder that was made for it. */
  madeFolder: z.string().nullable(),
})
/** What `--write` has done for an editor, so that `--remove` puts back exactly what was there. */
export type InstalledRecord = z.infer<typeof InstalledRecord>

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Null where there is none, or none that can be read: then files are told by what is in them. */
export function readRecord(dataDir: string, id: string): InstalledRecord | null {
  try {
    return InstalledRecord.parse(JSON.parse(fs.readFileSync(recordFile(dataDir, id), 'utf8')))
  } catch {
    // A record only makes removal exact; a damaged one is as good as none.
    return null
  }
}

/** Keeps a record for the user alone: a file of settings may hold keys. */
export function keepRecord(dataDir: string, id: string, record: InstalledRecord): void {
  const file = recordFile(dataDir, id)
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  fs.writeFileSync(file, `${JSON.stringify(record)}\n`, { mode: 0o600 })
}

export function dropRecord(dataDir: string, id: string): void {
  fs.rmSync(recordFile(dataDir, id), { force: true })
}

function recordFile(dataDir: string, id: string): string {
  return path.join(dataDir, 'editors', `${id}.json`)
}
