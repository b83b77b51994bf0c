import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import * as z from 'zod'
import type { GrammarName } from './grammars.ts'
import type { Capture, SyntaxNode, TreeEdit } from './tree.ts'
import { grammarFolder } from './wasm.ts'

/** What is used of the package `tree-sitter`. It is described here, because the package need not be there. */
export interface NativeLibrary {
  readonly Parser: new () => NativeParser
  readonly Query: new (language: NativeLanguage, source: string) => NativeQuery
  /** Null where it is not installed, or in another version than the WebAssembly beside it, or not safe. */
  language(name: GrammarName): NativeLanguage | null
}

export interface NativeParser {
  setLanguage(language: NativeLanguage): void
  /** 0: as long as it takes. */
  setTimeoutMicros(limit: number): void
  parse(text: string, earlier: NativeHandle | null): NativeHandle | null
  reset(): void
}

/** The library's own tree. It counts in UTF-16 code units, as we do. */
export interface NativeHandle {
  readonly rootNode: SyntaxNode
  edit(edit: TreeEdit): void
}

export interface NativeQuery {
  matches(node: SyntaxNode): { captures: Capture[] }[]
}

/** A grammar as its package hands it over: only the library looks into it. */
export type NativeLanguage = z.infer<typeof Language>

const Language = z.looseObject({ language: z.custom<object>(value => typeof value === 'object' && value !== null) })
const Library = z.custom<Pick<NativeLibrary, 'Parser' | 'Query'>['Parser'] & Pick<NativeLibrary, 'Query'>>(
  value => typeof value === 'function' && 'Query' in value,
)
const LoadBinary = z.custom<(packageFolder: string) => Record<string, unknown>>(value => typeof value === 'function')
const Version = z.object({ version: z.string() })
const Packages = z.record(z.string(), z.object({ name: z.string(), version: z.string() }))

/** The scanner of this grammar (0.7.1) writes beyond its buffer where lists are some hundreds deep. In WebAssembly that ends a thread. */
const unsafe: readonly GrammarName[] = ['yaml']

/** Loads the package `tree-sitter` as `from` sees it. Throws where it is not installed or not made for this computer. */
export function loadNativeLibrary(from = import.meta.url, folder = grammarFolder()): NativeLibrary {
  const require = createRequire(from)
  const Parser = Library.parse(require('tree-sitter'))
  // The packages of grammars are of several kinds, some of which cannot be required; what they all do is to have this load their binary.
  const loadBinary = LoadBinary.parse(createRequire(require.resolve('tree-sitter'))('node-gyp-build'))
  const packages = Packages.parse(readJson(path.join(folder, 'packages.json')))
  return {
    Parser,
    Query: Parser.Query,
    language(name) {
      const wanted = packages[name]
      const root = wanted && packageFolder(require, wanted.name)
      if (!root || unsafe.includes(name)) return null
      if (Version.parse(readJson(path.join(root, 'package.json'))).version !== wanted.version) return null
      const binary = loadBinary(root)
      // Some packages have several grammars.
      return Language.parse(binary[name] ?? binary)
    },
  }
}

/** Not every package lets its `package.json` be resolved. */
function packageFolder(require: NodeJS.Require, name: string): string | undefined {
  return require.resolve
    .paths(name)
    ?.map(folder => path.join(folder, name))
    .find(folder => fs.existsSync(folder))
}

function readJson(file: string): unknown {
  return JSON.parse(fs.readFileSync(file, 'utf8'))
}
