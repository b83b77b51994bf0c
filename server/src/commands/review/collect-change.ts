import path from 'node:path'
import { isIn } from '../../diagnosis/guests/find-projects.ts'
import { readHunks, type FileChange } from '../../diagnosis/review/hunks.ts'
import { slashed } from '../../workspace-index/list-files.ts'
import { filesAt, knownCommit, mergeBase, topOf, type ChangedFiles } from '../check/changed-files.ts'
import type { Git } from '../check/git.ts'

/** A change, as a pull request shows it: from where the branch left its base to its head. */
export interface Change {
  base: string
  head: string
  /** Absolute; what names of files are from. */
  top: string
  /** By the absolute paths of the files as they are called now. */
  files: Map<string, FileChange>
  /** The same files, to be read as they are in the head. */
  contents: ChangedFiles
  /** The text of a file before the change; empty for a new one. */
  before(file: FileChange): Promise<string>
}

/** Reads a change from Git. Throws UsageError for revisions that are none. */
export async function collectChange(
  git: Git,
  revision: string,
  headRevision: string,
  paths: readonly string[],
): Promise<Change> {
  const head = await knownCommit(git, headRevision)
  const base = await mergeBase(git, revision, head)
  const top = await topOf(git)
  const contents = await filesAt(git, head, revision, paths)
  const oldNames = await renames(git, base, head)
  const files = new Map<string, FileChange>()
  for (const { path: file } of contents.files) {
    const name = slashed(path.relative(top, file))
    if (!isIn(top, file)) continue
    const oldName = oldNames.get(name) ?? name
    const names = oldName === name ? [name] : [oldName, name]
    const diff = await git([
      'diff-tree',
      '-r',
      '-p',
      '-M',
      '--unified=0',
      '--no-color',
      '--no-ext-diff',
      '--no-textconv',
      '--src-prefix=a/',
      '--dst-prefix=b/',
      base,
      head,
      '--',
      ...names.map(one => path.join(top, one)),
    ])
    files.set(file, { name, oldName, hunks: readHunks(diff.toString('utf8')) })
  }
  return {
    base,
    head,
    top,
    files,
    contents,
    // A new file has no text before.
    before: ({ oldName }) =>
      git(['cat-file', 'blob', `${base}:${oldName}`]).then(
        blob => blob.toString('utf8'),
        () => '',
      ),
  }
}

/** What files that were renamed, and perhaps changed too, were called before. */
async function renames(git: Git, base: string, head: string): Promise<Map<string, string>> {
  const output = await git(['diff-tree', '-r', '-M', '-z', '--name-status', '--diff-filter=R', base, head])
  const parts = output.toString('utf8').split('\0')
  const found = new Map<string, string>()
  for (let at = 0; at + 2 < parts.length; at += 3) found.set(parts[at + 2] ?? '', parts[at + 1] ?? '')
  return found
}
