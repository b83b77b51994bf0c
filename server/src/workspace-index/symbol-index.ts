import { LRUCache } from 'lru-cache'
import path from 'node:path'
import type { Declaration, FileSymbols } from '../syntax/declarations.ts'
import { grammarOf, type GrammarName } from '../syntax/grammars.ts'
import { languageOf } from '../syntax/language-of.ts'
import type { Import } from '../syntax/imports.ts'
import { Postings, WordCounts } from './postings.ts'
import type { FileRecord } from './read-file.ts'
import { importTargets, type ImportTarget } from './import-targets.ts'

/** A file as the index knows it: what it was when it was read, and what it declares. */
export interface IndexedFile extends FileRecord {
  /** Absolute, with `/` between its parts. */
  path: string
  modifiedMs: number
  size: number
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
  readonly #files = new Map<string, IndexedFile & { id: number }>()
  readonly #paths = new Map<number, string>()
  /** Files in which a name, or a member of a name, is declared. */
  readonly #named = new Postings()
  readonly #containing = new Postings()
  /** In how many files a name is called. */
  readonly #called = new WordCounts()
  /** Files by their name without its extension, and by that of their folder. */
  readonly #stems = new Postings()
  readonly #folders = new Postings()
  readonly #read = new LRUCache<string, FileSymbols>({ max: 300 })
  #last = 0

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
    const id = ++this.#last
    this.#files.set(file.path, { ...file, id })
    this.#paths.set(id, file.path)
    for (const [postings, word] of this.#wordsOf(file)) postings.add(word, id)
    for (const name of words(file.calls)) this.#called.add(name, 1)
  }

  delete(filePath: string): void {
    const file = this.#files.get(filePath)
    if (!file) return
    for (const [postings, word] of this.#wordsOf(file)) postings.remove(word, file.id)
    for (const name of words(file.calls)) this.#called.add(name, -1)
    this.#files.delete(filePath)
    this.#paths.delete(file.id)
    this.#read.delete(filePath)
  }

  symbols(filePath: string): FileSymbols | null {
    const known = this.#read.get(filePath)
    if (known) return known
    const file = this.#files.get(filePath)
    if (!file) return null
    const symbols = JSON.parse(Buffer.from(file.symbols).toString()) as FileSymbols
    this.#read.set(filePath, symbols)
    return symbols
  }

  named(name: string, like: GrammarName): Place[] {
    return this.#places(this.#filesOf(this.#named, name), like, declaration => declaration.name === name)
  }

  membersOf(container: string, like: GrammarName): Place[] {
    return this.#places(
      this.#filesOf(this.#containing, container),
      like,
      declaration => declaration.container === container,
    )
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
    return Math.log2(1 + this.#called.of(name)) / Math.log2(2 + this.#files.size)
  }

  inFolder(folder: string): string[] {
    return this.#filesOf(this.#folders, path.posix.basename(folder)).filter(file => path.posix.dirname(file) === folder)
  }

  #at({ kind, path: wanted, isWhole }: ImportTarget): string[] {
    const ends = (actual: string): boolean => (isWhole ? actual === wanted : `/${actual}`.endsWith(`/${wanted}`))
    const base = path.posix.basename(wanted)
    switch (kind) {
      case 'file':
        return this.#filesOf(this.#stems, base).filter(file => ends(withoutExtension(file)))
      case 'exact':
        return this.#filesOf(this.#stems, withoutExtension(base)).filter(ends)
      case 'folder':
        return this.#filesOf(this.#folders, base).filter(file => ends(path.posix.dirname(file)))
    }
  }

  #places(files: string[], like: GrammarName, isWanted: (declaration: Declaration) => boolean): Place[] {
    return files
      .filter(file => isSameFamily(file, like))
      .flatMap(file =>
        (this.symbols(file)?.declarations ?? []).filter(isWanted).map(declaration => ({ path: file, declaration })),
      )
  }

  #filesOf(postings: Postings, word: string): string[] {
    return postings.filesOf(word).flatMap(id => this.#paths.get(id) ?? [])
  }

  *#wordsOf(file: IndexedFile): Generator<[Postings, string], void, void> {
    for (const name of words(file.names)) yield [this.#named, name]
    for (const container of words(file.containers)) yield [this.#containing, container]
    yield [this.#stems, withoutExtension(path.posix.basename(file.path))]
    yield [this.#folders, path.posix.basename(path.posix.dirname(file.path))]
  }
}

function isSameFamily(file: string, like: GrammarName): boolean {
  const grammar = grammarOfFile(file)
  if (grammar === null) return false
  return grammar === like || (families[grammar] !== undefined && families[grammar] === families[like])
}

function words(spaced: string): string[] {
  return spaced === '' ? [] : spaced.split(' ')
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
