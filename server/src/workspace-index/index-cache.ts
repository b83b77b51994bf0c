import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import * as z from 'zod'
import type { IndexedFile } from './symbol-index.ts'
import { viaTemporaryFile } from './via-temporary-file.ts'

/** Changes whenever what is kept of a file does. */
const format = 4

const Head = z.object({ format: z.literal(format), root: z.string() })
const Line = z.tuple([z.string(), z.number(), z.number(), z.string(), z.string(), z.string()])
const newline = 10
const tab = 9
const closingBrace = 125

/** What the index knew of a workspace folder when it was last written; nothing where that cannot be read. */
export function readIndexCache(folder: string, root: string): IndexedFile[] {
  let bytes: Buffer
  try {
    bytes = fs.readFileSync(cacheFile(folder, root))
  } catch {
    // There is none yet.
    return []
  }
  const lines = linesOf(bytes)
  const { value: first } = lines.next()
  if (!first || !Head.safeParse(parsed(first)).success) return []
  return [...lines].flatMap(fileIn)
}

/** It is there as a whole or as it was. Throws what the system says. */
export async function writeIndexCache(folder: string, root: string, files: Iterable<IndexedFile>): Promise<void> {
  const file = cacheFile(folder, root)
  await fs.promises.mkdir(folder, { recursive: true, mode: 0o700 })
  const pieces: Uint8Array[] = [Buffer.from(JSON.stringify({ format, root }))]
  for (const { path: at, modifiedMs, size, names, containers, calls, symbols } of files)
    pieces.push(Buffer.from(`\n${JSON.stringify([at, modifiedMs, size, names, containers, calls])}\t`), symbols)
  await viaTemporaryFile(file, async temporary => {
    // It holds parts of other people's code.
    const handle = await fs.promises.open(temporary, 'w', 0o600)
    try {
      for (let at = 0; at < pieces.length; at += 1000) await handle.writev(pieces.slice(at, at + 1000))
    } finally {
      await handle.close()
    }
  })
}

/** The symbols stand behind a tab and stay as they are: reading them all would take a hundred times as long. */
function fileIn(line: Buffer): IndexedFile[] {
  const at = line.indexOf(tab)
  if (at < 0 || line.at(-1) !== closingBrace) return []
  const head = Line.safeParse(parsed(line.subarray(0, at)))
  if (!head.success) return []
  const [file, modifiedMs, size, names, containers, calls] = head.data
  return [{ path: file, modifiedMs, size, names, containers, calls, symbols: line.subarray(at + 1) }]
}

function* linesOf(bytes: Buffer): Generator<Buffer, void, void> {
  let start = 0
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
    yield bytes.subarray(start, end)
    start = end + 1
  }
  yield bytes.subarray(start)
}

function cacheFile(folder: string, root: string): string {
  return path.join(folder, `${createHash('sha256').update(root).digest('hex').slice(0, 16)}.index`)
}

function parsed(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString())
  } catch {
    // Told by the schema.
    return undefined
  }
}

/** Where indexes are kept: in the data folder that the user has named, else where the platform keeps what can be made again. */
export function indexFolder(env: NodeJS.ProcessEnv, platform = process.platform, home = os.homedir()): string {
  const data = env['WAYLINE_DATA_DIR']
  // As the gateway understands the variable: a relative one is meant from the home folder.
  if (data) return path.resolve(home, data, 'index')
  const local = platform === 'darwin' ? path.join(home, 'Library', 'Caches') : path.join(home, '.cache')
  const caches = platform === 'win32' ? env['LOCALAPPDATA'] : env['XDG_CACHE_HOME']
  // The specification of these folders has it that a relative one is ignored.
  return path.join(caches && path.isAbsolute(caches) ? caches : local, 'wayline', 'index')
}
