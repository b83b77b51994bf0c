import fs from 'node:fs'
import ignore, { type Ignore } from 'ignore'
import path from 'node:path'

/** The file that says what of its folder stays on this computer, in the syntax of Git. */
export const waylineIgnore = '.waylineignore'

/** What the ignore files of a folder, and of all folders in it, leave out. */
export interface IgnoreFiles {
  /** `file` is an absolute path in the folder; what is elsewhere is not left out. */
  ignores(file: string): boolean
  /** Forgets what the files say: one of them may be another now. */
  forget(): void
}

/** Reads the ignore files of these names, each when it is first needed. */
export function createIgnoreFiles(top: string, names: readonly string[]): IgnoreFiles {
  /** By the path of a folder from `top`, with `/`. */
  const chains = new Map<string, readonly Rules[]>()
  const ignored = new Map<string, boolean>()

  /** What holds in a folder: its own rules, then those of the folders around it. */
  function rulesIn(folder: string): readonly Rules[] {
    const known = chains.get(folder)
    if (known) return known
    const texts = names.map(name => textOf(path.join(top, folder, name))).filter(text => text !== '')
    const around = folder === '' ? [] : rulesIn(parentOf(folder))
    // Patterns that mean nothing are passed over by the library, as Git does it.
    const chain = texts.length > 0 ? [{ folder, rules: ignore().add(texts.join('\n')) }, ...around] : around
    chains.set(folder, chain)
    return chain
  }

  function isIgnored(below: string, isFolder: boolean): boolean {
    // The rules nearest to the file have the last word.
    for (const { folder, rules } of rulesIn(parentOf(below))) {
      const relative = (folder === '' ? below : below.slice(folder.length + 1)) + (isFolder ? '/' : '')
      const result = rules.test(relative)
      if (result.ignored) return true
      if (result.unignored) return false
    }
    return false
  }

  /** What lies in an ignored folder cannot be brought back, in Git either. */
  function isIgnoredFolder(folder: string): boolean {
    if (folder === '') return false
    const known = ignored.get(folder)
    if (known !== undefined) return known
    const is = isIgnoredFolder(parentOf(folder)) || isIgnored(folder, true)
    ignored.set(folder, is)
    return is
  }

  return {
    ignores(file) {
      const below = path.relative(top, file).split(path.sep).join('/')
      if (below === '' || below === '..' || below.startsWith('../') || path.isAbsolute(below)) return false
      return isIgnoredFolder(parentOf(below)) || isIgnored(below, false)
    },
    forget() {
      chains.clear()
      ignored.clear()
    },
  }
}

interface Rules {
  /** Where they stand. */
  folder: string
  rules: Ignore
}

function parentOf(below: string): string {
  return below.slice(0, Math.max(0, below.lastIndexOf('/')))
}

function textOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    // Most folders have none.
    return ''
  }
}
