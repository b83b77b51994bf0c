import fs from 'node:fs'
import ignore, { type Ignore } from 'ignore'
import path from 'node:path'

/** Files that say what else in their folder is not to be looked at, in the syntax of Git. */
export const ignoreFiles = ['.gitignore', '.waylineignore']

/** What others have written, or a tool has: nobody asks for it here. Folders whose names begin with a dot are left out as well. */
const neverLookedInto = new Set(['node_modules', 'bower_components', '__pycache__', 'site-packages', 'venv'])

/** Which files of a workspace folder are its own, as its ignore files have it. */
export interface IgnoreRules {
  /** `file` is an absolute path in the folder. */
  ignores(file: string): boolean
  /** Forgets what the ignore files say: one of them is another now. */
  forget(): void
}

/** Reads the ignore files of a workspace folder and of all folders in it, each when it is first needed. */
export function createIgnoreRules(root: string): IgnoreRules {
  const rules = new Map<string, Ignore | null>()

  function rulesOf(folder: string): Ignore | null {
    const known = rules.get(folder)
    if (known !== undefined) return known
    const texts = ignoreFiles.map(name => textOf(path.join(folder, name))).filter(text => text !== '')
    // Patterns that mean nothing are passed over by the library, as Git does it.
    const made = texts.length > 0 ? ignore().add(texts.join('\n')) : null
    rules.set(folder, made)
    return made
  }

  function isIgnored(below: string[], isFolder: boolean): boolean {
    const name = below.at(-1) ?? ''
    if (isFolder && (name.startsWith('.') || neverLookedInto.has(name))) return true
    // The rules nearest to the file have the last word.
    for (let depth = below.length - 1; depth >= 0; depth--) {
      const relative = below.slice(depth).join('/') + (isFolder ? '/' : '')
      const result = rulesOf(path.join(root, ...below.slice(0, depth)))?.test(relative)
      if (result?.ignored) return true
      if (result?.unignored) return false
    }
    return false
  }

  return {
    ignores(file) {
      const parts = path.relative(root, file).split(path.sep)
      if (parts[0] === '..' || path.isAbsolute(parts[0] ?? '')) return true
      // What lies in an ignored folder cannot be brought back, in Git either.
      return parts.some((_part, at) => isIgnored(parts.slice(0, at + 1), at < parts.length - 1))
    },
    forget: () => rules.clear(),
  }
}

function textOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    // Most folders have none.
    return ''
  }
}
