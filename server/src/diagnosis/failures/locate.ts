import path from 'node:path'
import type { Failure, Frame } from './failure.ts'

/** A frame whose file is here. */
export interface LocatedFrame {
  frame: Frame
  /** Absolute, `/` between its parts; null for a file that is not in the workspace, or may be one of several. */
  path: string | null
  /** Whether it is the project's own code, rather than a package that lies in its folder. */
  isOwn: boolean
}

/** A failure with what is here of its frames. */
export interface LocatedFailure {
  failure: Failure
  frames: LocatedFrame[]
  /** Where to look first: the innermost frame of the project's own code. */
  place: (LocatedFrame & { path: string }) | null
}

export interface Workspace {
  /** Absolute paths of folders, `/` between their parts; in the order in which relative paths are tried. */
  roots: readonly string[]
  isFile: (path: string) => boolean
  /** Absolute paths of the workspace's files of this name. */
  filesNamed: (name: string) => readonly string[]
}

/** Folders of packages that others have written. */
const foreign = /\/(?:node_modules|site-packages|dist-packages|\.venv|venv|vendor|\.cargo|\.m2|\.gradle|target|dist)\//

/** Finds the files of a failure's frames: absolute and relative paths as they are, others by the end of their path. */
export function locate(failure: Failure, workspace: Workspace): LocatedFailure {
  const frames = failure.frames.map(frame => {
    const file = fileOf(frame, workspace)
    const root = file === null ? undefined : workspace.roots.find(folder => file.startsWith(`${folder}/`))
    return { frame, path: file, isOwn: root !== undefined && !foreign.test(file?.slice(root.length) ?? '') }
  })
  const place = frames.find((frame): frame is LocatedFrame & { path: string } => frame.isOwn && frame.path !== null)
  return { failure, frames, place: place ?? null }
}

function fileOf({ file }: Frame, { roots, isFile, filesNamed }: Workspace): string | null {
  const printed = withoutScheme(file)
  if (path.isAbsolute(printed) && isIn(roots, printed) && isFile(printed)) return printed
  const direct = path.isAbsolute(printed)
    ? undefined
    : roots.map(root => path.posix.join(root, printed)).find(full => isIn(roots, full) && isFile(full))
  return direct ?? bySuffix(printed, filesNamed(path.posix.basename(printed)))
}

/** The file whose path ends most like the printed one. Where several do equally, nobody knows which is meant. */
function bySuffix(printed: string, candidates: readonly string[]): string | null {
  const wanted = printed.split('/').filter(part => part !== '' && part !== '.' && part !== '..')
  const ranked = candidates
    .map(candidate => ({ candidate, shared: sharedEnd(candidate.split('/'), wanted) }))
    .sort((one, other) => other.shared - one.shared)
  const [best, second] = ranked
  if (!best || best.shared === second?.shared) return null
  // What was built elsewhere has its own folders in front; a name alone is not enough for a path with folders.
  return best.shared >= Math.min(2, wanted.length) ? best.candidate : null
}

function sharedEnd(path: string[], end: string[]): number {
  let shared = 0
  while (shared < end.length && path.at(-1 - shared) === end.at(-1 - shared)) shared++
  return shared
}

function withoutScheme(file: string): string {
  if (!file.startsWith('file://')) return file
  try {
    return decodeURIComponent(file.slice('file://'.length))
  } catch {
    // A `%` that encodes nothing is one of the name.
    return file.slice('file://'.length)
  }
}

/** Output may name any file there is; what is not in the workspace is nobody's business here. */
function isIn(roots: readonly string[], file: string): boolean {
  const plain = path.posix.normalize(file)
  return roots.some(root => plain.startsWith(`${root}/`))
}
