import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a document's repository has checked out, as its `HEAD` says; null where there is none. Never fails. */
export async function branchOf(uri: string): Promise<string | null> {
  try {
    for (let folder = path.dirname(fileURLToPath(uri)); ; folder = path.dirname(folder)) {
      const head = await headIn(path.join(folder, '.git'))
      if (head !== null || folder === path.dirname(folder)) return head
    }
  } catch {
    // No file of this computer, so it is in no repository that could be looked at.
    return null
  }
}

/** Work trees beside the first one have a file there that names the folder. */
async function headIn(git: string): Promise<string | null> {
  try {
    const isFolder = (await stat(git)).isDirectory()
    const named = isFolder ? git : (/^gitdir: (.*)/m.exec(await readFile(git, 'utf8'))?.[1] ?? git)
    return (await readFile(path.resolve(path.dirname(git), named, 'HEAD'), 'utf8')).trim()
  } catch {
    // Not the top of a repository.
    return null
  }
}
