import fs from 'node:fs'
import path from 'node:path'
import { systemCode } from '../../errors.ts'
import { createIgnoreFiles } from '../../safety/ignore-files.ts'
import { repositoryTop } from '../../safety/repositories.ts'
import { createIgnoreRules, ignoreFiles } from '../../workspace-index/ignore-rules.ts'
import { slashed } from '../../workspace-index/list-files.ts'

/** A file that may be diagnosed, as it was when it was listed. */
export interface ListedFile {
  /** Absolute, with `/` between its parts. */
  path: string
  size: number
  modifiedMs: number
  /** When its content, name or rights last changed: no program sets this one back. */
  changedMs: number
}

/** What is not diagnosed, and why, for people. */
export interface SkippedPath {
  path: string
  reason: string
  /** Somebody has named it, and it is not there. */
  isMissing?: true
}

export interface Listing {
  files: ListedFile[]
  skipped: SkippedPath[]
  /** Folders that may not be read: nobody can say what is in them. */
  unreadable?: SkippedPath[]
}

/** Larger files are data, or made by a machine. */
export const largestBytes = 2 * 1024 * 1024
/** How long files are asked for their size and times at a stretch, in milliseconds. */
const longestTurnMs = 5
/** Where version control keeps its own things. */
const versionControl = new Set(['.git', '.hg', '.svn', '.jj'])
/** These are no text, whatever they hold: they are not even opened. */
const binary =
  /\.(?:7z|a|avif|bin|bmp|bz2|class|dll|dylib|exe|gif|gz|ico|jar|jpe?g|lib|mov|mp[34]|node|o|obj|ogg|otf|pdf|png|pyc|so|tar|tgz|ttf|wasm|wav|web[mp]|woff2?|xz|zip|zst)$/i

/**
 * The files below a folder, without those that its ignore files name, what others have written (`node_modules` and the like)
 * and folders whose names begin with a dot. Of paths that somebody has named, other than the folder itself, nothing is left
 * out but ignored files. Links are not followed, unless they are named. Rejects when the signal aborts.
 */
export async function listSources(folder: string, paths: readonly string[], signal?: AbortSignal): Promise<Listing> {
  const listing: Listing = { files: [], skipped: [] }
  const listed = new Set<string>()
  const add = (file: ListedFile): void => {
    if (listed.has(file.path)) return
    listed.add(file.path)
    listing.files.push(file)
  }
  const named = paths.map(name => path.resolve(folder, name)).filter(name => name !== path.resolve(folder))
  if (named.length < paths.length || paths.length === 0) {
    const rules = createIgnoreRules(folder)
    await walk(folder, file => rules.ignores(file), { listing, add, signal })
  }
  for (const name of named) await listNamed(name, { listing, add, signal })
  listing.files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return listing
}

interface Found {
  listing: Listing
  add: (file: ListedFile) => void
  signal: AbortSignal | undefined
}

async function listNamed(name: string, found: Found): Promise<void> {
  const stats = await fs.promises.stat(name).catch(() => null)
  if (!stats) {
    found.listing.skipped.push({ path: slashed(name), reason: 'there is no such file or folder', isMissing: true })
    return
  }
  const rules = createIgnoreFiles(repositoryTop(path.dirname(name)) ?? path.dirname(name), ignoreFiles)
  const ignores = (file: string): boolean => rules.ignores(file)
  if (ignores(stats.isDirectory() ? path.join(name, 'any') : name)) {
    found.listing.skipped.push({ path: slashed(name), reason: 'an ignore file names it' })
  } else if (stats.isDirectory()) {
    await walk(name, file => ignores(file) || isVersionControl(name, file), found)
  } else if (stats.isFile()) take(name, stats, found)
  else found.listing.skipped.push({ path: slashed(name), reason: 'it is neither a file nor a folder' })
}

function isVersionControl(root: string, file: string): boolean {
  return path
    .relative(root, file)
    .split(path.sep)
    .some(part => versionControl.has(part))
}

async function walk(root: string, ignores: (file: string) => boolean, found: Found): Promise<void> {
  const folders = [root]
  const pause = createPauses()
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    found.signal?.throwIfAborted()
    const entries = await fs.promises.readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      passOver(folder, error, found.listing)
      return []
    })
    for (const entry of entries) {
      const full = path.join(folder, entry.name)
      if (entry.isDirectory() && !ignores(path.join(full, 'any'))) folders.push(full)
      else if (entry.isFile() && !binary.test(entry.name) && !ignores(full)) {
        const turn = pause()
        if (turn) await turn
        const stats = statsOf(full)
        if (stats?.isFile()) take(full, stats, found)
        else if (!stats) passOver(full, null, found.listing)
      }
    }
  }
}

/** Whoever waits for other things gets a turn often. */
function createPauses(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < longestTurnMs) return undefined
    return new Promise(resolve => {
      setImmediate(() => {
        since = performance.now()
        resolve()
      })
    })
  }
}

/** Asking without a promise takes a tenth of the time. */
function statsOf(file: string): fs.Stats | null {
  try {
    // One that has gone since it was listed is not there.
    return fs.lstatSync(file, { throwIfNoEntry: false }) ?? null
  } catch {
    // A folder on the way has lost its rights since.
    return null
  }
}

/** What has gone since it was listed is not there; a name that is no UTF-8 cannot even be asked for. */
function passOver(name: string, error: unknown, listing: Listing): void {
  const file = slashed(name)
  if (path.basename(name).includes('\ufffd')) listing.skipped.push({ path: file, reason: 'its name is not UTF-8' })
  else if (['EACCES', 'EPERM', 'EIO', 'ELOOP', 'ENAMETOOLONG'].includes(systemCode(error)))
    (listing.unreadable ??= []).push({ path: file, reason: 'The folder cannot be read.' })
}

function take(name: string, { size, mtimeMs, ctimeMs }: fs.Stats, { listing, add }: Found): void {
  const file = slashed(name)
  if (size > largestBytes) listing.skipped.push({ path: file, reason: `it is larger than ${largestBytes >> 20} MiB` })
  else if (size > 0) add({ path: file, size, modifiedMs: mtimeMs, changedMs: ctimeMs })
}
