import type { FileSymbols } from '../syntax/declarations.ts'
import type { GrammarName } from '../syntax/grammars.ts'
import type { IndexReader, Place } from '../workspace-index/symbol-index.ts'
import type { ContextPart } from './context-part.ts'
import { kinshipAmong } from './kinship.ts'
import { outlineParts } from './outline-parts.ts'
import { receiverAt, typesOf } from './receiver.ts'
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

/** A declaration that may be wanted, and how strong the reason for it is; how much its name fits the place counts as well. */
interface Candidate {
  place: Place
  reason: number
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
  const candidates = new Map<string, Candidate>()
  const add = (places: Place[], reason: number): void => {
    for (const place of places) {
      const { path, declaration } = place
      if (path === query.path || !declaration.isReachable) continue
      const key = `${path}:${declaration.line}:${declaration.name}`
      const known = candidates.get(key)
      // Several reasons are better than one, but not as good as their sum.
      if (known) known.reason = Math.max(known.reason, reason) + 0.2 * Math.min(known.reason, reason)
      else candidates.set(key, { place, reason })
    }
  }
  const imports = query.symbols.imports.map(statement => ({ statement, files: index.resolve(query.path, statement) }))
  const receiver = receiverAt(query.before)
  if (receiver !== null) addMembers(receiver, query, imports, index, add)
  addImported(query, imports, near, index, add)
  addMentioned(query, imports, near, index, add)
  addInScope(query, imports, index, add)
  return inOrder([...candidates.values()], near, index, receiver === null)
}

type Add = (places: Place[], reason: number) => void
type ResolvedImport = { statement: FileSymbols['imports'][number]; files: string[] }

/** What stands before the dot is a type, a module, or a value of some type. */
function addMembers(
  receiver: string,
  query: DeclarationQuery,
  imports: ResolvedImport[],
  index: IndexReader,
  add: Add,
): void {
  const { grammar, before, after, symbols } = query
  for (const { statement, files } of imports)
    if (statement.names.some(({ name, local }) => name === '' && local === receiver))
      for (const file of files) add(topLevel(index, file), 4)
  const heads = [
    ...symbols.declarations.filter(({ name }) => name === receiver),
    ...few(index.named(receiver, grammar)).map(({ declaration }) => declaration),
  ].map(({ signature }) => signature)
  const guesses = [
    receiver,
    ...typesOf(receiver, before + after),
    ...heads.flatMap(head => [...typesOf(receiver, `${head};`), ...returnType(head)]),
  ]
  for (const [at, type] of [...new Set(guesses)].entries())
    add(index.membersOf(type, grammar), Math.max(2.5, 4.5 - 0.4 * at))
}

/** What is imported by name, what belongs to it, and everything in what is imported as a whole. */
function addImported(
  query: DeclarationQuery,
  imports: ResolvedImport[],
  near: WordsNear,
  index: IndexReader,
  add: Add,
): void {
  for (const { statement, files } of imports) {
    if (statement.names.length === 0) for (const file of files) add(topLevel(index, file), 0.5)
    for (const { name, local } of statement.names) {
      if (name === '' || name === '*') {
        for (const file of files) add(topLevel(index, file), 0.7)
        continue
      }
      const there = files.flatMap(file => topLevel(index, file).filter(({ declaration }) => declaration.name === name))
      // A file that only passes a name on does not declare it.
      const places = there.length > 0 ? there : few(index.named(name, query.grammar))
      const weight = near.words.get(local) ?? 0
      add(places, 1.6 + weight)
      if (weight > 0.2 && places.some(isType)) add(index.membersOf(name, query.grammar), 0.4 + weight)
    }
  }
}

/** Words near by that this file does not declare itself, and the types of its variables. */
function addMentioned(
  query: DeclarationQuery,
  imports: ResolvedImport[],
  near: WordsNear,
  index: IndexReader,
  add: Add,
): void {
  const { grammar, before, symbols } = query
  const own = new Set(symbols.declarations.filter(({ container }) => container === null).map(({ name }) => name))
  const importedFiles = new Set(imports.flatMap(({ files }) => files))
  for (const [word, weight] of near.words) {
    if (word.length < 3) continue
    if (!own.has(word)) {
      const places = few(index.named(word, grammar))
      for (const place of places) add([place], (importedFiles.has(place.path) ? 2.2 : 1.4) * weight)
      if (places.some(isType)) add(index.membersOf(word, grammar), 0.3 + 0.5 * weight)
    }
    if (weight > 0.3)
      for (const type of typesOf(word, before)) add(few(index.membersOf(type, grammar)), 0.2 + 0.5 * weight)
  }
}

/** What can be used without an import of its own. */
function addInScope(
  { grammar, path }: DeclarationQuery,
  imports: ResolvedImport[],
  index: IndexReader,
  add: Add,
): void {
  if (folderIsScope.has(grammar)) for (const file of index.inFolder(folderOf(path))) add(topLevel(index, file), 0.4)
  if (grammar === 'rust') {
    // Macros are seen by everything below the place where they stand.
    for (let folder = folderOf(path), ups = 0; ups < 4 && folder !== ''; folder = folderOf(folder), ups++)
      for (const file of index.inFolder(folder))
        add(
          topLevel(index, file).filter(({ declaration }) => declaration.kind === 'macro'),
          0.4,
        )
  }
  const isHeaders = grammar === 'c' || grammar === 'cpp'
  const seen = new Set([path, ...imports.flatMap(({ files }) => files)])
  let layer = [...seen].filter(file => file !== path)
  for (let depth = 1; depth < (isHeaders ? includeDepth : 2); depth++) {
    layer = layer.flatMap(file => (index.symbols(file)?.imports ?? []).flatMap(further => index.resolve(file, further)))
    layer = [...new Set(layer)].filter(file => !seen.has(file))
    for (const file of layer) {
      seen.add(file)
      add(topLevel(index, file), isHeaders ? 0.5 : 0.1)
    }
  }
}

function inOrder(candidates: Candidate[], near: WordsNear, index: IndexReader, isStart: boolean): Place[] {
  const kinship = kinshipAmong(
    candidates.map(({ place }) => place.declaration.name),
    near,
  )
  const fits = ({ declaration: { name, kind, signature } }: Place): number =>
    (near.words.get(name) ?? 0) +
    2 * kinship(name) +
    0.8 * kinship(signature.slice(0, 160)) +
    index.usage(name) +
    (isStart && /function|macro|class|constructor/.test(kind) ? 0.2 : 0) -
    (kind === 'field' ? 0.2 : 0)
  return candidates
    .map(({ place, reason }) => ({ place, score: reason + fits(place) }))
    .sort((one, other) => other.score - one.score)
    .map(({ place }) => place)
}

/** The type in the head of a function: what a call of it is likely to give. */
function returnType(head: string): string[] {
  const [, type] =
    /(?:->|\)\s*:|\)\s+\*?)\s*([A-Za-z_]\w*)/.exec(head) ?? /^(?:\w+ )*([A-Z]\w*)[<\w, >]* \w+\(/.exec(head) ?? []
  return type === undefined ? [] : [type]
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
