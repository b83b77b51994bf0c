import path from 'node:path'
import { createIgnoreFiles, waylineIgnore } from '../safety/ignore-files.ts'
import { repositoryTop } from '../safety/repositories.ts'

/** Files that say what else in their folder is not to be looked at, in the syntax of Git. */
export const ignoreFiles = ['.gitignore', waylineIgnore]

/** What others have written, or a tool has: nobody asks for it here. Folders whose names begin with a dot are left out as well. */
const neverLookedInto = new Set(['node_modules', 'bower_components', '__pycache__', 'site-packages', 'venv'])

/** Which files of a workspace folder are its own, as its ignore files have it. */
export interface IgnoreRules {
  /** `file` is an absolute path in the folder. */
  ignores(file: string): boolean
  /** Forgets what the ignore files say: one of them is another now. */
  forget(): void
}

/**
 * Goes by the ignore files of a workspace folder and of all folders in it, each when it is first needed. What stays on this
 * computer is also said by the folders around it, up to the top of their repository.
 */
export function createIgnoreRules(root: string): IgnoreRules {
  const own = createIgnoreFiles(root, ignoreFiles)
  const around = createIgnoreFiles(repositoryTop(root) ?? root, [waylineIgnore])
  return {
    ignores(file) {
      const parts = path.relative(root, file).split(path.sep)
      if (parts[0] === '..' || path.isAbsolute(parts[0] ?? '')) return true
      const folders = parts.slice(0, -1)
      return (
        folders.some(name => name.startsWith('.') || neverLookedInto.has(name)) ||
        own.ignores(file) ||
        around.ignores(file)
      )
    },
    forget() {
      own.forget()
      around.forget()
    },
  }
}
