import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createExclusions, type Exclusions } from './exclusions.ts'
import { createIgnoreFiles, waylineIgnore, type IgnoreFiles } from './ignore-files.ts'
import { once } from './once.ts'
import { createRepositories, repositoryTop, type Repositories } from './repositories.ts'

/** Which documents stay on this computer: nothing of them is sent, and nothing is offered in them. */
export interface Boundary {
  /** `path` is the document's path in the workspace. */
  excludes(document: { uri: string; path: string }): boolean
  /** An ignore file, or what is around the documents, is another now. */
  forget(): void
}

export interface BoundaryOptions {
  settings: () => { readonly exclude: readonly string[]; readonly excludeRepositories: readonly string[] }
  /** URIs of the workspace's folders. */
  roots: () => readonly string[]
  now?: () => number
}

/** Nobody need tell that an ignore file has been written: it holds after this many milliseconds at the latest. */
const freshMs = 2000

/**
 * Goes by the settings, by `.waylineignore` files and by the remotes of repositories. A link is judged by its own name and by
 * what it leads to.
 */
export function createBoundary({ settings, roots, now = () => performance.now() }: BoundaryOptions): Boundary {
  const exclusionsOf = once((patterns: readonly string[]): Exclusions => createExclusions(patterns))
  const repositoriesOf = once((patterns: readonly string[]): Repositories => createRepositories(patterns))
  const ignoreFiles = new Map<string, IgnoreFiles>()
  /** Each key asks about the same document several times. */
  let verdicts = new WeakMap<object, Map<string, boolean>>()
  let readMs = -Infinity

  function forget(): void {
    ignoreFiles.clear()
    verdicts = new WeakMap()
    repositoriesOf(settings().excludeRepositories).forget()
    readMs = now()
  }

  /** Whether an ignore file names it. In a workspace folder, those count that are around the folder too, in its repository. */
  function isIgnored(file: string): boolean {
    const folder = path.dirname(file)
    const root = rootOf(file)
    const top = repositoryTop(root ?? folder) ?? root ?? folder
    const files = ignoreFiles.get(top) ?? createIgnoreFiles(top, [waylineIgnore])
    ignoreFiles.set(top, files)
    return files.ignores(file)
  }

  /** The workspace folder that a file is in, as the editor calls it or as it is really called. */
  function rootOf(file: string): string | undefined {
    const folders = roots().flatMap(fileOf)
    return folders.find(folder => isIn(folder, file)) ?? folders.map(realPath).find(folder => isIn(folder, file))
  }

  function judgeFile(file: string): boolean {
    const { excludeRepositories } = settings()
    return repositoriesOf(excludeRepositories).excludes(path.dirname(file)) || isIgnored(file)
  }

  function judge(uri: string, name: string): boolean {
    const exclusions = exclusionsOf(settings().exclude)
    if (exclusions.excludes(name) || exclusions.excludes(uri)) return true
    return fileOf(uri).some(file => {
      if (judgeFile(file)) return true
      const real = realPath(file)
      if (real === file) return false
      const root = rootOf(real)
      return exclusions.excludes(root === undefined ? real : path.relative(root, real)) || judgeFile(real)
    })
  }

  return {
    excludes({ uri, path: name }) {
      if (now() - readMs > freshMs) forget()
      const current = settings()
      const known = verdicts.get(current) ?? new Map<string, boolean>()
      const key = `${uri}\n${name}`
      const verdict = known.get(key) ?? judge(uri, name)
      verdicts.set(current, known.set(key, verdict))
      return verdict
    },
    forget,
  }
}

/** The file that a document is of: cells of a notebook, and other views of a file, are named after it too. None for any other. */
function fileOf(uri: string): string[] {
  const [, rest] = /^[a-z][a-z0-9+.-]*:(?:\/\/)?(\/[^/][^?#]*)/i.exec(uri) ?? []
  if (rest === undefined) return []
  try {
    return [path.resolve(fileURLToPath(`file://${rest}`))]
  } catch {
    // A `%` that encodes nothing, or a path of another system.
    return []
  }
}

/** Where a file really is, all links followed; of one that is not there yet, where it would be. */
function realPath(file: string): string {
  try {
    return fs.realpathSync.native(file)
  } catch {
    // It has not been saved yet, or may not be looked at.
    const above = path.dirname(file)
    return above === file ? file : path.join(realPath(above), path.basename(file))
  }
}

function isIn(folder: string, file: string): boolean {
  const below = path.relative(folder, file)
  return below !== '' && below.split(path.sep)[0] !== '..' && !path.isAbsolute(below)
}
