import path from 'node:path'
import type { GrammarName } from '../syntax/grammars.ts'
import type { Import } from '../syntax/imports.ts'

/** What an import may mean, best guess first. Paths have `/` between their parts. */
export interface ImportTarget {
  /** `file`: a file by its path without its extension. `exact`: with it. `folder`: all files in it. */
  kind: 'file' | 'exact' | 'folder'
  path: string
  /** Whether the path begins at the root of the file system; else any path that ends so will do. */
  isWhole: boolean
}

/** Names of the file that stands for its folder, by language. */
const folderFiles: Partial<Record<GrammarName, string[]>> = {
  python: ['__init__'],
  javascript: ['index'],
  typescript: ['index'],
  tsx: ['index'],
  rust: ['mod', 'lib'],
  lua: ['init'],
}

/**
 * The places where what is imported may be declared, for a file at `importer`: of each group the first that exists. Pure:
 * nothing is looked up.
 */
export function importTargets(grammar: GrammarName, imported: Import, importer: string): ImportTarget[][] {
  const folder = path.posix.dirname(importer)
  const { from } = imported
  const names = imported.names.map(({ name }) => name).filter(name => /^\w+$/.test(name))
  switch (grammar) {
    case 'python': {
      const isRelative = from.startsWith('.')
      const base = isRelative ? relativeModule(folder, from) : slashed(from, '.')
      // What is imported by name is in the module, or a module itself.
      return [base, ...names.map(name => `${base}/${name}`)].map(one => files(grammar, [one], isRelative))
    }
    case 'javascript':
    case 'typescript':
    case 'tsx':
      return [ecmascript(grammar, folder, from)]
    case 'java':
    case 'kotlin':
    case 'scala': {
      const base = slashed(from, '.')
      if (names.length === 0) return [folders([base])]
      return names.map(name => [...files(grammar, [`${base}/${name}`, base]), ...folders([base])])
    }
    case 'rust':
      return rust(folder, from, names)
    case 'go':
      return [folders(tails(from))]
    case 'c':
    case 'cpp':
      return [
        [
          { kind: 'exact', path: path.posix.join(folder, from), isWhole: true },
          { kind: 'exact', path: from.replace(/^(\.\.?\/)+/, ''), isWhole: false },
        ],
      ]
    case 'c_sharp':
      return [folders(tails(slashed(from, '.')))]
    case 'php': {
      if (names.length === 0) return [scripts(folder, from)]
      return names.map(name => files(grammar, tails(`${slashed(from, '\\')}/${name}`)))
    }
    case 'ruby':
    case 'bash':
      return [scripts(folder, from)]
    case 'lua':
      return [files(grammar, tails(slashed(from, '.')))]
    case 'swift':
      return [folders([from])]
    default:
      return []
  }
}

function ecmascript(grammar: GrammarName, folder: string, from: string): ImportTarget[] {
  const bare = from.replace(/\.(js|jsx|mjs|cjs|ts|tsx|mts|cts)$/, '')
  if (/^\.\.?(\/|$)/.test(from)) return files(grammar, [path.posix.join(folder, bare)], true)
  // `@/money` and `~/money` are the usual names of a project's own root.
  const own = bare.replace(/^[@~#]\//, '')
  const inPackage = own.replace(/^@[^/]+\//, '')
  return files(grammar, [own, `${inPackage}/src`, inPackage])
}

function rust(folder: string, from: string, names: string[]): ImportTarget[][] {
  const parts = from.split('::').filter(part => part !== '')
  const ups = parts.filter(part => part === 'super').length
  const own = parts.filter(part => !['crate', 'self', 'super'].includes(part))
  const bases = [own, ...names.map(name => [...own, name])].map(base => base.join('/')).filter(base => base !== '')
  if (ups === 0 && parts[0] !== 'self') return bases.map(base => files('rust', [base]))
  const above = Array.from({ length: ups }, () => '..').join('/')
  // A module in `a/mod.rs` and one in `a.rs` count from different folders.
  return bases.map(base => files('rust', [path.posix.join(folder, base), path.posix.join(folder, above, base)], true))
}

function scripts(folder: string, from: string): ImportTarget[] {
  const at = path.posix.join(folder, from)
  const bare = from.replace(/^(\.\.?\/)+/, '')
  return [
    { kind: 'exact', path: at, isWhole: true },
    { kind: 'file', path: at, isWhole: true },
    { kind: 'exact', path: bare, isWhole: false },
    { kind: 'file', path: bare, isWhole: false },
  ]
}

/** `..a.b`, from a folder: one dot is the folder itself. */
function relativeModule(folder: string, from: string): string {
  const dots = /^\.+/.exec(from)?.[0].length ?? 1
  const ups = Array.from({ length: dots - 1 }, () => '..').join('/')
  return path.posix.join(folder, ups, slashed(from.slice(dots), '.'))
}

function files(grammar: GrammarName, paths: string[], isWhole = false): ImportTarget[] {
  const inFolder = folderFiles[grammar] ?? []
  return paths
    .flatMap(base => [base, ...inFolder.map(name => `${base}/${name}`)])
    .map(file => ({ kind: 'file', path: file, isWhole }))
}

function folders(paths: string[]): ImportTarget[] {
  return paths.map(folder => ({ kind: 'folder', path: folder, isWhole: false }))
}

/** `a/b/c`, `b/c`, `c`: how much of a path is in the file system is the project's own affair. */
function tails(whole: string): string[] {
  const parts = whole.split('/').filter(part => part !== '' && !/^v\d+$/.test(part))
  return parts.map((_part, at) => parts.slice(at).join('/'))
}

function slashed(name: string, separator: string): string {
  return name.replaceAll(separator, '/')
}
