import fs from 'node:fs'
import path from 'node:path'
import { relativePath } from '../../diagnosis/output/report.ts'
import { largestBytes, type ListedFile, type Listing } from '../../diagnosis/run/list-sources.ts'
import { readFromDisk, type ReadBytes } from '../../diagnosis/run/read-source.ts'
import { createIgnoreFiles, waylineIgnore } from '../../safety/ignore-files.ts'
import { slashed } from '../../workspace-index/list-files.ts'
import { UsageError } from '../report-error.ts'
import type { Git } from './git.ts'

/** Files of a change, and how they are read. */
export interface ChangedFiles extends Listing {
  read: ReadBytes
  isOnDisk: boolean
}

/** The files whose staged content differs from the last commit, read as they are staged. `paths` are taken from the folder of `git`; without any, everything in it. */
export async function stagedFiles(git: Git, paths: readonly string[]): Promise<ChangedFiles> {
  const top = await topOf(git)
  const head = (await commitOf(git, 'HEAD')) ?? (await emptyTree(git))
  const changes = await differences(git, ['diff-index'], ['--cached', head], paths)
  const blobs = new Map(changes.map(({ name, blob }) => [slashed(path.join(top, name)), blob]))
  return contentsOf(git, top, blobs)
}

/**
 * Files as a commit has them: those that differ from where it left another revision, or, where that is null, all. What lies in
 * the folder is not looked at.
 */
export async function filesAt(
  git: Git,
  revision: string,
  since: string | null,
  paths: readonly string[],
): Promise<ChangedFiles> {
  const top = await topOf(git)
  const commit = await knownCommit(git, revision)
  const found =
    since === null
      ? await filesOfCommit(git, commit, paths)
      : await differences(git, ['diff-tree', '-r'], [await mergeBase(git, since, commit), commit], paths)
  return contentsOf(git, top, new Map(found.map(({ name, blob }) => [slashed(path.join(top, name)), blob])))
}

/** Contents that Git has, by the paths that they are for. */
async function contentsOf(git: Git, top: string, blobs: ReadonlyMap<string, string>): Promise<ChangedFiles> {
  const files = [...blobs.keys()].sort().map(file => ({ path: file, size: 0, modifiedMs: 0, changedMs: 0 }))
  const sizes = await sizesOf(git, [...new Set(blobs.values())])
  const sizeOf = ({ path: file }: ListedFile): number => sizes.get(blobs.get(file) ?? '') ?? 0
  const kept = withoutIgnored(top, files).filter(file => sizeOf(file) > 0)
  const isSmall = (file: ListedFile): boolean => sizeOf(file) <= largestBytes
  return {
    files: kept.filter(isSmall),
    skipped: kept.filter(file => !isSmall(file)).map(({ path: file }) => ({ path: file, reason: 'it is too large' })),
    isOnDisk: false,
    read(file) {
      const blob = blobs.get(file)
      return blob === undefined ? Promise.resolve(null) : git(['cat-file', 'blob', blob])
    },
  }
}

/** The files that differ from where this branch left the revision, and those that Git does not know yet; read from the disk. */
export async function filesChangedSince(git: Git, revision: string, paths: readonly string[]): Promise<ChangedFiles> {
  const top = await topOf(git)
  const changed = await differences(git, ['diff-index'], [await mergeBase(git, revision, 'HEAD')], paths)
  const others = await git(['ls-files', '-z', '--full-name', '--others', '--exclude-standard', '--', ...within(paths)])
  const names = new Set([...changed.map(({ name }) => name), ...fields(others)])
  const files: ListedFile[] = []
  for (const name of names) {
    const file = path.join(top, name)
    const stats = await fs.promises.lstat(file).catch(() => null)
    if (stats?.isFile() && stats.size > 0 && stats.size <= largestBytes)
      files.push({ path: slashed(file), size: stats.size, modifiedMs: stats.mtimeMs, changedMs: stats.ctimeMs })
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { files: withoutIgnored(top, files), skipped: [], read: readFromDisk, isOnDisk: true }
}

/** Throws UsageError for a path that neither Git nor, unless a commit is meant, the folder knows: it would be clean without being there. */
export async function requireKnown(
  git: Git,
  paths: readonly string[],
  { folder, at, since }: { folder: string; at: string | undefined; since: string | undefined },
): Promise<void> {
  const commits = [at ?? 'HEAD', ...(since === undefined ? [] : [since])]
  const questions = [
    ...(await Promise.all(commits.map(one => commitOf(git, one)))).flatMap(one => (one ? [['ls-tree', one]] : [])),
    ...(at === undefined ? [['ls-files']] : []),
  ]
  for (const name of paths) {
    const full = path.resolve(folder, name)
    if (full === path.resolve(folder) || (at === undefined && fs.existsSync(full))) continue
    const answers = await Promise.all(questions.map(question => git([...question, '--', name])))
    if (answers.every(({ length }) => length === 0))
      throw new UsageError(`There is no file or folder ${name}.`, 'Paths are taken from the current folder.')
  }
}

/** Of what the settings leave out only that is told which somebody has named. */
export function withoutLeftOut(
  found: ChangedFiles,
  paths: readonly string[],
  folder: string,
  isLeftOut: (path: string) => boolean,
): ChangedFiles {
  const named = new Set(paths.map(name => slashed(path.resolve(folder, name))))
  const leftOut = new Set(found.files.filter(file => isLeftOut(relativePath(folder, file.path))))
  const files = found.files.filter(file => !leftOut.has(file))
  // A folder of which nothing is left is as good as named by the setting.
  const holds = (name: string, { path: file }: { path: string }): boolean =>
    file === name || file.startsWith(`${name}/`)
  const told = [...named].filter(
    name => [...leftOut].some(file => holds(name, file)) && !files.some(file => holds(name, file)),
  )
  const reason = 'the setting diagnosis.exclude names it'
  return { ...found, files, skipped: [...found.skipped, ...told.map(name => ({ path: name, reason }))] }
}

/** The commit at which two revisions parted. Throws UsageError where there is none, or no such revision. */
export async function mergeBase(git: Git, revision: string, head: string): Promise<string> {
  const base = await git(['merge-base', await knownCommit(git, revision), head]).catch(() => null)
  if (base) return base.toString('utf8').trim()
  throw new UsageError(
    `${revision} and ${head} have no commit in common.`,
    'Fetch more of the history (`git fetch --unshallow`), or name another revision.',
  )
}

/** The commit that a revision names. Throws UsageError where there is none. */
export async function knownCommit(git: Git, revision: string): Promise<string> {
  const commit = await commitOf(git, revision)
  if (commit) return commit
  throw new UsageError(
    `There is no revision ${JSON.stringify(revision)} in this repository.`,
    'Name a branch, a tag or a commit; in CI it may have to be fetched first.',
  )
}

/** The top folder of the repository. */
export async function topOf(git: Git): Promise<string> {
  return (await git(['rev-parse', '--show-toplevel'])).toString('utf8').replace(/\r?\n$/, '')
}

async function commitOf(git: Git, revision: string): Promise<string | null> {
  try {
    const output = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
    return output.toString('utf8').trim()
  } catch {
    // It does not exist, and that is all that the command would say.
    return null
  }
}

async function emptyTree(git: Git): Promise<string> {
  return (await git(['hash-object', '-t', 'tree', '--stdin'])).toString('utf8').trim()
}

interface Difference {
  /** From the top of the repository. */
  name: string
  /** Name of the content as it is now; zeros where Git has not looked. */
  blob: string
}

/** Ordinary files that are there now and were not, or were others: no links, no submodules. */
async function differences(
  git: Git,
  command: readonly string[],
  which: readonly string[],
  paths: readonly string[],
): Promise<Difference[]> {
  const options = [
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules=all',
  ]
  const output = await git([...command, ...options, '--diff-filter=AMT', ...which, '--', ...within(paths)])
  const parts = fields(output)
  const found: Difference[] = []
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, mode = '', , blob = ''] = (parts[at] ?? '').split(' ')
    if (isOrdinary(mode)) found.push({ name: parts[at + 1] ?? '', blob })
  }
  return found
}

async function filesOfCommit(git: Git, commit: string, paths: readonly string[]): Promise<Difference[]> {
  const output = await git(['ls-tree', '-r', '-z', '--full-name', commit, '--', ...within(paths)])
  return fields(output).flatMap(entry => {
    const tab = entry.indexOf('\t')
    const [mode = '', , blob = ''] = entry.slice(0, tab).split(' ')
    return isOrdinary(mode) ? [{ name: entry.slice(tab + 1), blob }] : []
  })
}

function isOrdinary(mode: string): boolean {
  return mode === '100644' || mode === '100755'
}

/** What `cat-file --batch-check` prints for each: name, type, size. */
async function sizesOf(git: Git, blobs: readonly string[]): Promise<Map<string, number>> {
  if (blobs.length === 0) return new Map()
  const output = await git(['cat-file', '--batch-check'], `${blobs.join('\n')}\n`)
  const lines = output.toString('utf8').trimEnd().split('\n')
  return new Map(lines.map(line => line.split(' ')).map(([name = '', , size = '']) => [name, Number(size)]))
}

function within(paths: readonly string[]): readonly string[] {
  return paths.length === 0 ? ['.'] : paths
}

function fields(output: Buffer): string[] {
  return output.toString('utf8').split('\0').slice(0, -1)
}

function withoutIgnored(top: string, files: ListedFile[]): ListedFile[] {
  const rules = createIgnoreFiles(top, [waylineIgnore])
  return files.filter(({ path: file }) => !rules.ignores(file))
}
