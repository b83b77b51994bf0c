import picomatch from 'picomatch'
import type { Config } from '../config.ts'
import { once } from '../safety/once.ts'
import { languageIdOf } from '../syntax/language-names.ts'

/** Says of a document whether the settings have completions on in it. */
export type IsWanted = (document: { languageId: string; path: string }) => boolean

/**
 * Off means off: where this says no, nothing is asked, watched or counted. `completion` is asked for each time, so that
 * changed settings hold at once.
 */
export function createIsWanted(completion: () => Config['completion']): IsWanted {
  const isInFolder = once(folderMatcher)
  return ({ languageId, path }) => {
    const { enabled, disabledLanguages, disabledFolders } = completion()
    if (!enabled || disabledLanguages.some(name => languageIdOf(name) === languageId)) return false
    return disabledFolders.length === 0 || !isInFolder(disabledFolders)(path)
  }
}

/** Whether a path of the workspace is in one of these folders; `**` stands for all of it. */
function folderMatcher(folders: readonly string[]): (path: string) => boolean {
  const patterns = folders
    .map(folder =>
      folder
        .trim()
        .replaceAll('\\', '/')
        .replace(/^(?:\.?\/)+/, '')
        .replace(/\/+$/, ''),
    )
    .filter(folder => folder !== '')
  return picomatch(
    patterns.flatMap(folder => [folder, `${folder}/**`]),
    { dot: true },
  )
}
