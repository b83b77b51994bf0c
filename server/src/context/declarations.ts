import type { FileSymbols } from '../syntax/declarations.ts'
import type { GrammarName } from '../syntax/grammars.ts'
import type { IndexReader, Place } from '../workspace-index/symbol-index.ts'
import type { ContextPart } from './context-part.ts'
import { inOrder, type Candidate, type Reason } from './declaration-order.ts'
import { outlineParts } from './outline-parts.ts'
import { receiverAt, type Link } from './receiver.ts'
import { receiverTypes, typesAround, withBases } from './receiver-types.ts'
import { typesOf } from './type-names.ts'
import { wordsNear, type WordsNear } from './words-near.ts'

/** A place in a document for which declarations are wanted. */
export interface DeclarationQuery {
  /** The document's file: absolute, with `/` between its parts. */
  path: string
  grammar: GrammarName
  /** What stands before and after the cursor, near it. */
  before: string
  after: string
  /** What the document itself takes from others and declares. */
  symbols: FileSymbols
  /** How many characters may be filled. */
  room: number
  /** What a file is called in the prompt. */
  nameOf: (path: string) => string
}

/** Declarations in other files that what is written here uses or is likely to use next, the likeliest as far as there is room. */
export function declarationsNear(query: DeclarationQuery, index: IndexReader): ContextPart[] {
  return outlineParts(rankedDeclarations(query, index), query)
}

/** Of one name more than this are declared: it means nothing in particular. */
const mostPlaces = 12
/** How many files further on headers are followed. */
const includeDepth = 4
const types = new Set(['class', 'interface', 'enum', 'type', 'module'])
/** Languages in which files of one folder see each other without an import. */
const folderIsScope = new Set<GrammarName>(['go', 'java', 'kotlin', 'scala', 'swift', 'c_sharp', 'php'])

/** The likeliest first. */
export function rankedDeclarations(query: DeclarationQuery, index: IndexReader): Place[] {
  const near = wordsNear(query.before, query.after)
  const imports = query.symbols.imports.map(statement => ({ statement, files: index.resolve(query.path, statement) }))
  const candidates = new Map<string, Candidate>()
  const add: Add = (places, reason, strength = 1) => {
    for (const place of places) {
      const { path, declaration } = place
      if (path === query.path || !isVisible(place)) continue
      const key = `${path}:${declaration.line}:${declaration.name}`
      const known = candidates.get(key) ?? { place, reasons: {} }
      if (reason !== null) known.reasons[reason] = Math.max(known.reasons[reason] ?? 0, strength)
      candidates.set(key, known)
    }
  }
  const receiver = receiverAt(query.before)
  const sources = { ...query, index, near, imports, add }
  if (receiver !== null) addMembers(receiver, sources)
  else for (const type of typesAround(sources)) add(index.membersOf(type, query.grammar), 'memberAround')
  addImported(sources)
  addMentioned(sources)
  addInScope(sources)
  return inOrder([...candidates.values()], { ...query, near, index, receiver: receiver?.at(-1)?.name ?? null })
}

/** Without a reason what is added goes by its name alone. */
type Add = (places: Place[], reason: Reason | null, strength?: number) => void
type ResolvedImport = { statement: FileSymbols['imports'][number]; files: string[] }

interface Sources extends DeclarationQuery {
  index: IndexReader
  near: WordsNear
  imports: ResolvedImport[]
  add: Add
}

/** What stands before the dot is a type, a module, or a value of some type. */
function addMembers(receiver: readonly Link[], sources: Sources): void {
  const { grammar, index, add } = sources
  const modules = modulesNamed(receiver, sources)
  for (const file of modules) add(topLevel(index, file), 'inModule')
  if (modules.length > 0) return
  const types = receiverTypes(receiver, sources)
  for (const [at, type] of withBases(types, sources).entries())
    add(index.membersOf(type, grammar), 'ofReceiver', 1 / (1 + at / 4))
}

/** Files that a name before the dot stands for. */
function modulesNamed(receiver: readonly Link[], { grammar, path, index, imports }: Sources): string[] {
  const [last] = receiver.slice(-1)
  if (!last || last.isCalled) return []
  const imported = imports
    .flatMap(({ statement, files }) => statement.names.map(({ name, local }) => ({ name, local, files })))
    .filter(({ local }) => local === last.name)
    .flatMap(({ name, files }) => (name === '' ? files : files.filter(file => isModule(file, name, index))))
  if (imported.length > 0 || grammar !== 'rust') return imported
  const from = receiver.map(({ name }) => name).join('::')
  return index.resolve(path, { from, names: [] })
}

/** What is imported by name, what belongs to it, and everything in what is imported as a whole. */
function addImported({ imports, grammar, near, index, add }: Sources): void {
  for (const { statement, files } of imports) {
    if (statement.names.length === 0) for (const file of files) add(topLevel(index, file), 'included')
    for (const { name, local } of statement.names) {
      if (name === '' || name === '*') {
        for (const file of files) add(topLevel(index, file), 'included')
        // In Rust it may be a module that stands within a file.
        if (grammar === 'rust') add(index.membersOf(statement.from.split('::').at(-1) ?? '', grammar), 'included')
        continue
      }
      const there = files.flatMap(file => topLevel(index, file).filter(({ declaration }) => declaration.name === name))
      // A file that only passes a name on does not declare it.
      const places = there.length > 0 ? there : few(index.named(name, grammar))
      const weight = near.words.get(local) ?? 0
      add(places, 'imported')
      if (places.some(isType)) add(index.membersOf(name, grammar), 'ofImported', weight)
    }
  }
}

/** Words near by that this file does not declare itself, and the types of its variables. */
function addMentioned({ grammar, before, symbols, near, index, add }: Sources): void {
  const own = new Set(symbols.declarations.filter(({ container }) => container === null).map(({ name }) => name))
  for (const [word, weight] of near.words) {
    if (word.length < 3) continue
    if (!own.has(word)) {
      const places = few(index.named(word, grammar))
      add(places, null)
      if (places.some(isType)) add(index.membersOf(word, grammar), 'ofMentioned', weight)
    }
    if (weight > 0.3)
      for (const type of typesOf(word, before)) add(few(index.membersOf(type, grammar)), 'ofVariable', weight)
  }
}

/** What can be used without an import of its own. */
function addInScope({ grammar, path, imports, index, add }: Sources): void {
  if (folderIsScope.has(grammar))
    for (const file of index.inFolder(folderOf(path))) add(topLevel(index, file), 'inFolder')
  if (grammar === 'rust') {
    // Macros are seen by everything below the place where they stand.
    for (let folder = folderOf(path), ups = 0; ups < 4 && folder !== ''; folder = folderOf(folder), ups++)
      for (const file of index.inFolder(folder))
        add(
          topLevel(index, file).filter(({ declaration }) => declaration.kind === 'macro'),
          null,
        )
  }
  const isHeaders = grammar === 'c' || grammar === 'cpp'
  if (isHeaders) for (const file of index.inFolder(folderOf(path))) if (isHeader(file)) add(topLevel(index, file), null)
  const seen = new Set([path, ...imports.flatMap(({ files }) => files)])
  let layer = [...seen].filter(file => file !== path)
  for (let depth = 1; depth < (isHeaders ? includeDepth : 2); depth++) {
    layer = layer.flatMap(file => (index.symbols(file)?.imports ?? []).flatMap(further => index.resolve(file, further)))
    layer = [...new Set(layer)].filter(file => !seen.has(file))
    for (const file of layer) {
      seen.add(file)
      add(topLevel(index, file), isHeaders ? null : 'importedFurther')
    }
  }
}

/** A function of a header is seen by whoever includes it, even one that is `static`. */
function isVisible({ path, declaration }: Place): boolean {
  return declaration.isReachable || isHeader(path)
}

function isHeader(file: string): boolean {
  return /\.(?:h|hh|hpp|hxx|inl|ipp)$/.test(file)
}

/** Whether a name that is imported from a file stands for the file as a whole, and not for what it declares under that name. */
function isModule(file: string, name: string, index: IndexReader): boolean {
  const isNamed = file.endsWith(`/${name}${/\.\w+$/.exec(file)?.[0] ?? ''}`) || folderOf(file).endsWith(`/${name}`)
  return isNamed && !topLevel(index, file).some(({ declaration }) => declaration.name === name)
}

function topLevel(index: IndexReader, file: string): Place[] {
  return (index.symbols(file)?.declarations ?? [])
    .filter(({ container }) => container === null)
    .map(declaration => ({ path: file, declaration }))
}

function isType({ declaration }: Place): boolean {
  return types.has(declaration.kind)
}

function few(places: Place[]): Place[] {
  return places.length <= mostPlaces ? places : []
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}
