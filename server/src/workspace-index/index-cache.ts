import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import type { IndexedFile } from './symbol-index.ts'

/** Changes whenever what is kept of a file does. */
const format = 1

const Head = z.object({ format: z.literal(format), root: z.string() })
const Line = z.tuple([z.string(), z.number(), z.number()])

/** What the index knew of a workspace folder when it was last written; nothing where that cannot be read. */
export function readIndexCache(folder: string, root: string): IndexedFile[] {
  let text: string
  try {
    text = fs.readFileSync(cacheFile(folder, root), 'utf8')
  } catch {
    // There is none yet.
    return []
  }
  const [first = '', ...lines] = text.split('\n')
  if (!Head.safeParse(parsed(first)).success) return []
  return lines.flatMap(line => {
    // The symbols stand behind a tab and stay as they are: reading them all would take a hundred times as long.
    const at = line.indexOf('\t')
    const head = Line.safeParse(parsed(line.slice(0, at)))
    if (at < 0 || !head.success || !line.endsWith('}')) return []
    const [file, modifiedMs, size] = head.data
    return [{ path: file, modifiedMs, size, symbols: line.slice(at + 1) }]
  })
}

/** Writes it beside and puts it in its place, so that it is there as a whole or as it was. Throws what the system says. */
export async function writeIndexCache(folder: string, root: string, files: Iterable<IndexedFile>): Promise<void> {
  const file = cacheFile(folder, root)
  await fs.promises.mkdir(folder, { recursive: true, mode: 0o700 })
  const beside = `${file}.${process.pid}`
  const lines = [JSON.stringify({ format, root })]
  for (const { path: at, modifiedMs, size, symbols } of files)
    lines.push(`${JSON.stringify([at, modifiedMs, size])}\t${symbols}`)
  try {
    // It holds parts of other people's code.
    await fs.promises.writeFile(beside, lines.join('\n'), { mode: 0o600 })
    await fs.promises.rename(beside, file)
  } catch (error) {
    await fs.promises.rm(beside, { force: true })
    throw error
  }
}

function cacheFile(folder: string, root: string): string {
  return path.join(folder, `${createHash('sha256').update(root).digest('hex').slice(0, 16)}.index`)
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    // Told by the schema.
    return undefined
  }
}
