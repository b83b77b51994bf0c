import fs from 'node:fs'
import path from 'node:path'
import { listSources } from '../run/list-sources.ts'
import type { Workspace } from './locate.ts'

/** The files below folders, in which what some output names is looked for. `isWanted` leaves files out. */
export async function workspaceFiles(
  roots: readonly string[],
  isWanted: (path: string) => boolean = () => true,
  signal?: AbortSignal,
): Promise<Workspace> {
  const byName = new Map<string, string[]>()
  for (const root of roots) {
    const { files } = await listSources(root, [], signal)
    for (const { path: full } of files) {
      if (!isWanted(full)) continue
      const name = path.posix.basename(full)
      byName.set(name, [...(byName.get(name) ?? []), full])
    }
  }
  return {
    roots,
    isFile: full => isWanted(full) && fs.statSync(full, { throwIfNoEntry: false })?.isFile() === true,
    filesNamed: name => byName.get(name) ?? [],
  }
}
