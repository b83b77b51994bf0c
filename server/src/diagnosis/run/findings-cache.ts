import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { severities } from '../../config.ts'
import { indexFolder } from '../../workspace-index/index-cache.ts'
import { viaTemporaryFile } from '../../workspace-index/via-temporary-file.ts'
import type { Finding } from '../finding.ts'
import type { ListedFile } from './list-sources.ts'

/** Findings of files whose content has been diagnosed before, with the same rules. */
export interface FindingsCache {
  /** Of a file that has not been written since it was diagnosed: it need not be read. */
  ofFile(file: ListedFile): Finding[] | null
  /** Of a content, by its hash, if it was the one diagnosed last at this path. */
  ofContent(path: string, hash: string): Finding[] | null
  /** `file` is null for a content that is not the one on the disk. */
  set(path: string, hash: string, file: ListedFile | null, findings: readonly Finding[]): void
  /** Writes what is new. A failure is no reason to fail: the next run reads more. */
  write(): Promise<void>
}

/** Changes whenever what is kept does. */
const format = 2
/** A cache that would be larger loses what has not been asked for the longest. */
const mostBytes = 64 * 1024 * 1024
/** Folders whose caches are kept; that written first goes first. */
const mostCaches = 40
/** A file written so shortly before it was diagnosed may have been written again within the same tick of the clock. */
const freshMs = 2000

const Position = z.object({ line: z.number(), character: z.number() })
const Range = z.object({ start: Position, end: Position })
const Findings: z.ZodType<Finding[]> = z.array(
  z.object({
    rule: z.string(),
    kind: z.enum(['syntax', 'rule', 'flow', 'metric', 'secret', 'guest', 'suppression']),
    severity: z.enum(severities),
    message: z.string(),
    range: Range,
    steps: z.array(z.object({ path: z.string().nullable(), range: Range, message: z.string() })),
    fixes: z.array(z.object({ title: z.string(), edits: z.array(z.object({ range: Range, newText: z.string() })) })),
    isUnnecessary: z.literal(true).exactOptional(),
    suppressed: z.string().exactOptional(),
  }),
)
const Head = z.object({ format: z.literal(format), root: z.string(), version: z.string() })
const Key = z.tuple([z.string(), z.string(), z.number(), z.number(), z.number()])

interface Entry {
  hash: string
  size: number
  modifiedMs: number
  changedMs: number
  /** JSON; most have none, and are never looked at. */
  findings: string
}

/** Where they are kept: beside the indexes of workspaces. */
export function findingsFolder(env: NodeJS.ProcessEnv): string {
  return path.join(path.dirname(indexFolder(env)), 'findings')
}

/** `version` is of everything besides a file that its findings depend on. What was kept by another version, or is damaged, is not there. */
export async function openFindingsCache(
  folder: string,
  root: string,
  version: string,
  now: () => number = Date.now,
): Promise<FindingsCache> {
  // An editor and a terminal with other settings do not take each other's away.
  const name = createHash('sha256').update(`${root}\n${version}`).digest('hex').slice(0, 16)
  const file = path.join(folder, `${name}.findings`)
  const read = async (): Promise<Map<string, Entry>> =>
    readEntries(await fs.promises.readFile(file, 'utf8').catch(() => ''), root, version)
  const entries = await read()
  const changed = new Set<string>()

  /** What has been asked for moves to the end. */
  function found(path: string, entry: Entry): Finding[] | null {
    const findings = entry.findings === '[]' ? [] : parsed(entry.findings, Findings)
    if (!findings) return null
    entries.delete(path)
    entries.set(path, entry)
    return findings
  }

  return {
    ofFile({ path, size, modifiedMs, changedMs }) {
      const entry = entries.get(path)
      const isSame = entry?.size === size && entry.modifiedMs === modifiedMs && entry.changedMs === changedMs
      return isSame ? found(path, entry) : null
    },
    ofContent(path, hash) {
      const entry = entries.get(path)
      return entry?.hash === hash ? found(path, entry) : null
    },
    set(path, hash, listed, findings) {
      changed.add(path)
      const isSettled = listed !== null && now() - Math.max(listed.modifiedMs, listed.changedMs) > freshMs
      entries.delete(path)
      entries.set(path, {
        hash,
        size: isSettled ? listed.size : -1,
        modifiedMs: isSettled ? listed.modifiedMs : 0,
        changedMs: isSettled ? listed.changedMs : 0,
        findings: JSON.stringify(findings),
      })
    },
    async write() {
      if (changed.size === 0) return
      // Another process may have found out more meanwhile.
      for (const [path, entry] of await read()) if (!changed.has(path)) entries.set(path, entry)
      changed.clear()
      await writeWhole(file, textOf(entries, { format, root, version })).catch(() => undefined)
      await removeOldest(folder).catch(() => undefined)
    },
  }
}

function readEntries(text: string, root: string, version: string): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  const [first = '', ...lines] = text.split('\n')
  const head = parsed(first, Head)
  if (head?.root !== root || head.version !== version) return entries
  for (const line of lines) {
    const tab = line.indexOf('\t')
    const key = parsed(line.slice(0, Math.max(tab, 0)), Key)
    if (!key) continue
    const [file, hash, size, modifiedMs, changedMs] = key
    entries.set(file, { hash, size, modifiedMs, changedMs, findings: line.slice(tab + 1) })
  }
  return entries
}

function textOf(entries: ReadonlyMap<string, Entry>, head: z.infer<typeof Head>): string {
  const lines: string[] = []
  let bytes = 0
  for (const [file, { hash, size, modifiedMs, changedMs, findings }] of [...entries].reverse()) {
    const line = `${JSON.stringify([file, hash, size, modifiedMs, changedMs])}\t${findings}`
    bytes += line.length
    if (bytes > mostBytes) break
    lines.push(line)
  }
  return [JSON.stringify(head), ...lines.reverse()].join('\n')
}

/** It is there as a whole or as it was. It holds parts of other people's code. */
async function writeWhole(file: string, text: string): Promise<void> {
  await fs.promises.mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await viaTemporaryFile(file, temporary => fs.promises.writeFile(temporary, text, { mode: 0o600 }))
}

async function removeOldest(folder: string): Promise<void> {
  const names = await fs.promises.readdir(folder)
  const stats = await Promise.all(
    names.map(async name => {
      const file = path.join(folder, name)
      return { file, modifiedMs: (await fs.promises.lstat(file)).mtimeMs }
    }),
  )
  stats.sort((a, b) => b.modifiedMs - a.modifiedMs)
  for (const { file } of stats.slice(mostCaches)) await fs.promises.rm(file, { force: true })
}

function parsed<T>(json: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    // Damaged: as if it were not there.
    return null
  }
}
