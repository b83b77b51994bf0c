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
  const rules = new Map<string, Ignore | null>()

  function rulesOf(folder: string): Ignore | null {
    const known = rules.get(folder)
    if (known !== undefined) return known
    const texts = names.map(name => textOf(path.join(folder, name))).filter(text => text !== '')
    // Patterns that mean nothing are passed over by the library, as Git does it.
    const made = texts.length > 0 ? ignore().add(texts.join('\n')) : null
    rules.set(folder, made)
    return made
  }

  function isIgnored(below: string[], isFolder: boolean): boolean {
    // The rules nearest to the file have the last word.
    for (let depth = below.length - 1; depth >= 0; depth--) {
      const relative = below.slice(depth).join('/') + (isFolder ? '/' : '')
      const result = rulesOf(path.join(top, ...below.slice(0, depth)))?.test(relative)
      if (result?.ignored) return true
      if (result?.unignored) return false
    }
    return false
  }

  return {
    ignores(file) {
      const parts = path.relative(top, file).split(path.sep)
      if (parts[0] === '' || parts[0] === '..' || path.isAbsolute(parts[0] ?? '')) return false
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
