import { createHash } from 'node:crypto'
import fs from 'node:fs'

/**
 * Files and folders that the findings of another file depend on, and how they were when they were looked at: the hash of a content,
 * or of the names in a folder, or whether there was anything at all.
 */
export type Dependencies = Map<string, string>

/** Nothing was there. */
export const absent = ''
/** Something was there, and nobody has looked into it. */
export const present = '+'

/** How a file is, by its content. */
export function contentState(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url')
}

/** How a folder is, by the names in it. */
export function folderState(names: readonly string[]): string {
  return `/${contentState(Buffer.from([...names].sort().join('\n')))}`
}

/** Adds what was looked at. Who has looked into a file knows more of it than who has only seen that it is there. */
export function addDependency(dependencies: Dependencies, path: string, state: string): void {
  const known = dependencies.get(path)
  if (known === undefined || known === present) dependencies.set(path, state)
}

/** Whether a file or folder is still as it was. `knownHash` may know the content of a file that has not been written since. */
export function isAsItWas(
  path: string,
  state: string,
  knownHash: (path: string, stats: fs.Stats) => string | null = () => null,
): boolean {
  try {
    const stats = fs.statSync(path, { throwIfNoEntry: false })
    if (!stats) return state === absent
    if (state === absent || state === present) return state === present
    if (state.startsWith('/')) return stats.isDirectory() && folderState(fs.readdirSync(path)) === state
    return stats.isFile() && (knownHash(path, stats) ?? contentState(fs.readFileSync(path))) === state
  } catch {
    // What cannot be looked at is as good as not there.
    return state === absent
  }
}
