import fs from 'node:fs'
import path from 'node:path'
import type { Grammar } from '../../server/src/syntax/tree.ts'
import { languageOf } from '../../server/src/syntax/language-of.ts'
import { createWasmGrammars } from '../../server/src/syntax/wasm.ts'
import { grammarOfFile } from '../../server/src/workspace-index/symbol-index.ts'
import { callQueries } from './call-queries.ts'
import type { CrossfileItem, CrossfilePackage } from './data.ts'

interface Named {
  name: string
  file: string
  line: number
  /** The line as it stands there. */
  text: string
}

interface Call extends Named {
  character: number
}

interface Source {
  declared: Named[]
  called: Call[]
  text: string
}

/** Code that tests other code calls whatever it likes, and examples are hardly ever written by hand a second time. */
const passedOver =
  /(^|[/_.-])(tests?|testing|spec|bench(marks?|es)?|examples?|docs?|third_party|vendor|generated)([/_.-]|$)/i
const longestFile = 400_000

/** A package whose sources lie in a folder. */
export interface FetchedPackage {
  wanted: CrossfilePackage
  folder: string
}

/**
 * Calls in packages whose callee is declared in exactly one file of its package, and that another one; `most` of each
 * package, drawn by `random`, no name twice. The place is right before the callee's name, which does not stand above in the
 * file. Names that other packages of the language call as well are left out: who calls `join` means that of the language,
 * whoever else declares one. What is declared is found by queries that are not those of the index, so that what the index
 * overlooks is not overlooked here as well.
 */
export async function sampleCallSites(
  packages: readonly FetchedPackage[],
  most: number,
  random: () => number,
): Promise<CrossfileItem[]> {
  const read = await Promise.all(
    packages.map(async one => ({ ...one, sources: await readSources(one.folder, one.wanted.language) })),
  )
  return read.flatMap(({ wanted, sources }) => {
    const others = read.filter(other => other.wanted.language === wanted.language && other.wanted !== wanted)
    const common = new Set(
      others.flatMap(other => other.sources.flatMap(({ called }) => called.map(({ name }) => name))),
    )
    return sampleOf(wanted, sources, common, random).slice(0, most)
  })
}

function sampleOf(
  wanted: CrossfilePackage,
  sources: readonly Source[],
  common: ReadonlySet<string>,
  random: () => number,
): CrossfileItem[] {
  const declared = new Map<string, Named[]>()
  for (const one of sources.flatMap(source => source.declared))
    declared.set(one.name, [...(declared.get(one.name) ?? []), one])
  const calls = sources.flatMap(({ text, called }) => called.map(call => ({ call, text })))
  const items = new Map<string, CrossfileItem>()
  for (const { call, text } of shuffled(calls, random)) {
    const places = declared.get(call.name) ?? []
    const [place] = places
    const isElsewhere = place && place.file !== call.file && places.every(({ file }) => file === place.file)
    if (!isElsewhere || items.has(call.name) || common.has(call.name) || isUsedAbove(call, text)) continue
    items.set(call.name, itemOf(wanted, call, place, isImported(text, call.name)))
  }
  return [...items.values()]
}

function isUsedAbove({ name, line }: Call, text: string): boolean {
  const word = new RegExp(`\\b${name}\\b`)
  return text.split('\n', line).some(above => word.test(above) && !isImport(above))
}

async function readSources(folder: string, language: string): Promise<Source[]> {
  const open = createWasmGrammars()
  const sources: Source[] = []
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/')
    const name = entry.isFile() && !passedOver.test(file) && !/\.d\.[cm]?ts$/.test(file) ? grammarOfFile(file) : null
    if (name === null || (name === 'cpp' ? 'cpp' : languageOf(file)) !== language) continue
    const text = fs.readFileSync(path.join(folder, file), 'utf8')
    if (text.length < longestFile) sources.push(sourceOf(await open(name), file, text))
  }
  return sources
}

function sourceOf(grammar: Grammar, file: string, text: string): Source {
  const source: Source = { declared: [], called: [], text }
  const queries = callQueries[grammar.name]
  const tree = queries ? grammar.parse(text) : null
  if (!queries || !tree) return source
  const lines = text.split('\n')
  const named = (query: string): Call[] =>
    grammar
      .query(query)
      .matches(tree.rootNode)
      .flatMap(({ captures }) => captures.filter(({ name }) => name === 'name'))
      .map(({ node }) => ({
        name: node.text.split('::').at(-1) ?? '',
        file,
        line: node.startPosition.row,
        character: node.startPosition.column,
        text: (lines[node.startPosition.row] ?? '').replace(/\r$/, ''),
      }))
      .filter(({ name }) => /^\w{3,}$/.test(name))
  source.declared.push(...named(queries.declarations))
  source.called.push(...named(queries.calls))
  tree.delete()
  return source
}

function itemOf(wanted: CrossfilePackage, call: Call, place: Named, isImport: boolean): CrossfileItem {
  const before = call.text.slice(0, call.character)
  const receiver = /(\w+)(?:\.|::|->)$/.exec(before)?.[1]
  const link = isImport
    ? 'import'
    : receiver === undefined
      ? 'bare name'
      : /^[A-Z]/.test(receiver)
        ? 'static'
        : 'member'
  return {
    id: `${wanted.language}-${wanted.package}-${call.name}`,
    language: wanted.language,
    package: wanted.package,
    version: wanted.version,
    path: call.file,
    line: call.line,
    character: call.character,
    expected: call.text.slice(call.character).trimEnd(),
    expected_line: call.text,
    symbol: call.name,
    link,
    defining_files: [place.file],
    definition: place.text.trim(),
  }
}

function isImport(line: string): boolean {
  return /^\s*(import|from|use|pub use|#include|export \{|\} from|[\w, {}]+,?$)/.test(line)
}

function isImported(text: string, name: string): boolean {
  return new RegExp(`^\\s*(import|from|use)\\b[^;]*?\\b${name}\\b`, 'm').test(text.slice(0, 20_000))
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map(item => ({ item, order: random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ item }) => item)
}
