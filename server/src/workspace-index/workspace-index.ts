import fs from 'node:fs'
import path from 'node:path'
import { createExclusions } from '../safety/exclusions.ts'
import { createRepositories } from '../safety/repositories.ts'
import { createIgnoreRules, ignoreFiles, type IgnoreRules } from './ignore-rules.ts'
import { readIndexCache, writeIndexCache } from './index-cache.ts'
import { listFiles, slashed, sourceFile, type SourceFile } from './list-files.ts'
import { emptyRecord, type FileRecord } from './read-file.ts'
import { SymbolIndex, type IndexReader } from './symbol-index.ts'

export interface WorkspaceIndexOptions {
  /** Folders of the workspace: absolute paths. */
  roots: string[]
  /** Patterns of the setting `wayline.exclude`. */
  exclude: readonly string[]
  /** Those of the setting `wayline.excludeRepositories`. */
  excludeRepositories?: readonly string[]
  /** Where the index is kept from one start to the next; null for not at all. */
  cacheFolder: string | null
  /** Reads a file; null for one that declares nothing. */
  read: (file: SourceFile, text: string) => Promise<FileRecord | null>
  log: (message: string) => void
}

/** How far the index is. */
export interface IndexProgress {
  /** Files that are in it. */
  files: number
  isComplete: boolean
}

/** Everything that the workspace declares, kept in step with its files. */
export interface WorkspaceIndex {
  reader: IndexReader
  progress(): IndexProgress
  /** Looks at every file, and reads those that are not what they were. One look at a time: the next waits. */
  rescan(): Promise<void>
  /** Looks at these files again: absolute paths. */
  refresh(files: readonly string[]): Promise<void>
}

/** More files than this are more than anybody's own code. */
const mostFiles = 50_000
/** Files on their way at once: one is read from the disk while others are parsed. */
const atOnce = 8
/** After so many files what has been read is written down, so that it need not be read again whatever happens. */
const savedEvery = 2000

interface Root {
  root: string
  rules: IgnoreRules
}

/** Begins with what was known at the last start; `rescan` brings it up to date. */
export function createWorkspaceIndex(options: WorkspaceIndexOptions): WorkspaceIndex {
  const { cacheFolder, read, log } = options
  const index = new SymbolIndex()
  const exclusions = createExclusions(options.exclude)
  const excludes = (relative: string): boolean => exclusions.excludes(relative)
  const repositories = createRepositories(options.excludeRepositories ?? [])
  const roots: Root[] = options.roots.map(root => ({ root, rules: rulesOf(root) }))
  let isComplete = false
  let work = Promise.resolve()

  if (cacheFolder !== null) {
    for (const root of options.roots)
      // What has been excluded since does not come back.
      for (const file of readIndexCache(cacheFolder, slashed(root)))
        if (!excludes(file.path.slice(root.length + 1))) index.set(file)
  }

  function rulesOf(root: string): IgnoreRules {
    const rules = createIgnoreRules(root)
    return {
      ignores: file => rules.ignores(file) || repositories.excludes(path.dirname(file)),
      forget() {
        rules.forget()
        repositories.forget()
      },
    }
  }

  /** Looks at all of a workspace folder, or at one of its own folders. */
  async function scan({ root, rules }: Root, folder = root): Promise<number> {
    rules.forget()
    const there = new Set<string>()
    const running = new Set<Promise<void>>()
    let changes = 0
    for await (const file of listFiles(root, rules, excludes, folder)) {
      if (there.size >= mostFiles) {
        log(`${root} has more than ${mostFiles} source files; the rest is not indexed.`)
        break
      }
      there.add(file.path)
      if (isUnchanged(file)) continue
      changes++
      const reading = update(file).finally(() => running.delete(reading))
      running.add(reading)
      if (running.size >= atOnce) await Promise.race(running)
      if (changes % savedEvery === 0) await keep(root)
    }
    await Promise.all(running)
    const gone = [...index.all()].filter(file => isIn(folder, file.path) && !there.has(file.path))
    for (const file of gone) index.delete(file.path)
    changes += gone.length
    if (changes > 0) await keep(root)
    return changes
  }

  function isUnchanged({ path, modifiedMs, size }: SourceFile): boolean {
    const known = index.get(path)
    return known?.modifiedMs === modifiedMs && known.size === size
  }

  async function update(file: SourceFile): Promise<void> {
    const text = await fs.promises.readFile(file.path, 'utf8').catch(() => null)
    // A file that declares nothing is kept as that, so that it is not read at every start.
    const record = text === null || isMadeByMachine(text) ? null : await readOnce(file, text)
    index.set({ ...file, ...(record ?? emptyRecord) })
  }

  /** A file that brings a grammar down is not read a second time, after the thread has been started again. */
  async function readOnce(file: SourceFile, text: string): Promise<FileRecord | null> {
    try {
      return await read(file, text)
    } catch (error) {
      index.set({ ...file, ...emptyRecord })
      const own = options.roots.find(root => isIn(root, file.path))
      if (own !== undefined) await keep(own)
      throw error
    }
  }

  async function keep(root: string): Promise<void> {
    if (cacheFolder === null) return
    const files = [...index.all()].filter(({ path }) => isIn(root, path))
    await writeIndexCache(cacheFolder, slashed(root), files).catch((error: unknown) =>
      log(`The index cannot be kept: ${String(error)}`),
    )
  }

  /** Looks at a file again. A folder is told of once, however much came or went with it. */
  async function look(file: string): Promise<void> {
    const own = roots.find(({ root }) => isIn(root, slashed(file)))
    if (!own) return
    const stats = await fs.promises.lstat(file).catch(() => null)
    if (ignoreFiles.includes(path.basename(file))) await scan(own, path.dirname(file))
    else if (stats === null) forget(slashed(file))
    else if (stats.isDirectory() && !own.rules.ignores(path.join(file, 'any'))) await scan(own, file)
    else {
      const source = await sourceFile(own.root, file, own.rules, excludes)
      if (!source) index.delete(slashed(file))
      else if (!isUnchanged(source)) await update(source)
    }
  }

  function forget(gone: string): void {
    for (const file of [...index.all()]) if (file.path === gone || isIn(gone, file.path)) index.delete(file.path)
  }

  function inTurn(next: () => Promise<void>): Promise<void> {
    work = work.then(next, next)
    return work
  }

  return {
    reader: index,
    progress: () => ({ files: index.size, isComplete }),
    rescan: () =>
      inTurn(async () => {
        const began = performance.now()
        let changes = 0
        for (const root of roots) changes += await scan(root)
        isComplete = true
        log(`Index: ${index.size} files, ${changes} read or gone, in ${Math.round(performance.now() - began)} ms.`)
      }),
    refresh: files =>
      inTurn(async () => {
        for (const file of files) await look(file)
      }),
  }
}

function isIn(root: string, file: string): boolean {
  return file.startsWith(`${slashed(root).replace(/\/$/, '')}/`)
}

/** Nobody writes lines as long as this by hand. */
function isMadeByMachine(text: string): boolean {
  const lines = text.split('\n', 2000).length
  return text.length / lines > 400 || text.includes('\0')
}
