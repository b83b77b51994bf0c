import { LRUCache } from 'lru-cache'
import path from 'node:path'
import type { Declaration, FileSymbols } from '../syntax/declarations.ts'
import { grammarOf, type GrammarName } from '../syntax/grammars.ts'
import { languageOf } from '../syntax/language-of.ts'
import type { Import } from '../syntax/imports.ts'
import { importTargets, type ImportTarget } from './import-targets.ts'

/** A file as the index knows it: what it was when it was read, and what it declares, as it is kept on the disk. */
export interface IndexedFile {
  /** Absolute, with `/` between its parts. */
  path: string
  modifiedMs: number
  size: number
  /** FileSymbols as JSON. Few files are ever asked about, and text is kept in a fraction of the space. */
  symbols: string
}

/** A declaration and the file it stands in. */
export interface Place {
  path: string
  declaration: Declaration
}

/** What is declared where. For whoever reads: completion, hover, diagnosis, chat. */
export interface IndexReader {
  symbols(path: string): FileSymbols | null
  /** Declarations of a name, those of files of the same family of languages only. */
  named(name: string, like: GrammarName): Place[]
  /** What belongs to a type, module or object of this name, wherever it stands. */
  membersOf(container: string, like: GrammarName): Place[]
  /** Files that an import means; none if it is from outside the workspace. */
  resolve(importer: string, imported: Import): string[]
  /** How usual it is to call something of this name here: the share of files that do, on a logarithmic scale from 0 to 1. */
  usage(name: string): number
  /** Files of one folder, without those in its folders. */
  inFolder(folder: string): string[]
}

/** Languages that use each other's declarations. */
const families: Partial<Record<GrammarName, string>> = {
  c: 'c',
  cpp: 'c',
  java: 'jvm',
  kotlin: 'jvm',
  scala: 'jvm',
  javascript: 'ecmascript',
  typescript: 'ecmascript',
  tsx: 'ecmascript',
}

/** The grammar by which a file is read; headers are read as C++, which can read C's as well. */
export function grammarOfFile(file: string): GrammarName | null {
  return file.endsWith('.h') ? 'cpp' : grammarOf(languageOf(file))
}

/** All files of the workspace with what they declare, in memory. */
export class SymbolIndex implements IndexReader {
  readonly #files = new Map<string, IndexedFile>()
  /** Files in which a name, or a member of a name, is declared. */
  readonly #named = new Map<string, string[]>()
  readonly #containing = new Map<string, string[]>()
  /** Files by their name without its extension, and by that of their folder. */
  readonly #stems = new Map<string, string[]>()
  readonly #folders = new Map<string, string[]>()
  /** In how many files a name is called. */
  readonly #called = new Map<string, number>()
  readonly #read = new LRUCache<string, FileSymbols>({ max: 300 })

  get size(): number {
    return this.#files.size
  }

  get(file: string): IndexedFile | undefined {
    return this.#files.get(file)
  }

  all(): Iterable<IndexedFile> {
    return this.#files.values()
  }

  set(file: IndexedFile): void {
    this.delete(file.path)
    this.#files.set(file.path, file)
    this.#each(file, add, 1)
  }

  delete(filePath: string): void {
    const file = this.#files.get(filePath)
    if (!file) return
    this.#each(file, remove, -1)
    this.#files.delete(filePath)
    this.#read.delete(filePath)
  }

  symbols(filePath: string): FileSymbols | null {
    const known = this.#read.get(filePath)
    if (known) return known
    const file = this.#files.get(filePath)
    if (!file) return null
    const symbols = JSON.parse(file.symbols) as FileSymbols
    this.#read.set(filePath, symbols)
    return symbols
  }

  named(name: string, like: GrammarName): Place[] {
    return this.#places(this.#named.get(name), like, declaration => declaration.name === name)
  }

  membersOf(container: string, like: GrammarName): Place[] {
    return this.#places(this.#containing.get(container), like, declaration => declaration.container === container)
  }

  resolve(importer: string, imported: Import): string[] {
    const grammar = grammarOfFile(importer)
    if (!grammar) return []
    const found = importTargets(grammar, imported, importer).flatMap(targets => {
      for (const target of targets) {
        const files = this.#at(target).filter(file => file !== importer && isSameFamily(file, grammar))
        if (files.length > 0) return target.kind === 'folder' ? files : nearest(files, importer)
      }
      return []
    })
    return [...new Set(found)]
  }

  usage(name: string): number {
    return Math.log2(1 + (this.#called.get(name) ?? 0)) / Math.log2(2 + this.#files.size)
  }

  inFolder(folder: string): string[] {
    return (this.#folders.get(path.posix.basename(folder)) ?? []).filter(file => path.posix.dirname(file) === folder)
  }

  #at({ kind, path: wanted, isWhole }: ImportTarget): string[] {
    const ends = (actual: string): boolean => (isWhole ? actual === wanted : `/${actual}`.endsWith(`/${wanted}`))
    const base = path.posix.basename(wanted)
    switch (kind) {
      case 'file':
        return (this.#stems.get(base) ?? []).filter(file => ends(withoutExtension(file)))
      case 'exact':
        return (this.#stems.get(withoutExtension(base)) ?? []).filter(ends)
      case 'folder':
        return (this.#folders.get(base) ?? []).filter(file => ends(path.posix.dirname(file)))
    }
  }

  #places(files: string[] | undefined, like: GrammarName, isWanted: (declaration: Declaration) => boolean): Place[] {
    return (files ?? [])
      .filter(file => isSameFamily(file, like))
      .flatMap(file =>
        (this.symbols(file)?.declarations ?? []).filter(isWanted).map(declaration => ({ path: file, declaration })),
      )
  }

  #each(file: IndexedFile, act: (map: Map<string, string[]>, key: string, file: string) => void, count: number): void {
    const { declarations, calls } = JSON.parse(file.symbols) as FileSymbols
    for (const name of calls) this.#called.set(name, (this.#called.get(name) ?? 0) + count)
    for (const name of new Set(declarations.map(({ name }) => name))) act(this.#named, name, file.path)
    const containers = new Set(declarations.flatMap(({ container }) => (container === null ? [] : [container])))
    for (const container of containers) act(this.#containing, container, file.path)
    act(this.#stems, withoutExtension(path.posix.basename(file.path)), file.path)
    act(this.#folders, path.posix.basename(path.posix.dirname(file.path)), file.path)
  }
}

function isSameFamily(file: string, like: GrammarName): boolean {
  const grammar = grammarOfFile(file)
  if (grammar === null) return false
  return grammar === like || (families[grammar] !== undefined && families[grammar] === families[like])
}

function add(map: Map<string, string[]>, key: string, file: string): void {
  const files = map.get(key)
  if (files) files.push(file)
  else map.set(key, [file])
}

function remove(map: Map<string, string[]>, key: string, file: string): void {
  const rest = map.get(key)?.filter(other => other !== file) ?? []
  if (rest.length > 0) map.set(key, rest)
  else map.delete(key)
}

function withoutExtension(file: string): string {
  return file.replace(/(\.d)?\.\w+$/, '')
}

/** Of several files that an import may mean, the one that lies nearest. */
function nearest(files: string[], importer: string): string[] {
  return files.toSorted((one, other) => shared(other, importer) - shared(one, importer)).slice(0, 1)
}

/** How much of their paths two files have in common. */
function shared(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at
}
