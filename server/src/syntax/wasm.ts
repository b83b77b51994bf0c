import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Language, Parser, Query, type Node, type Tree } from 'web-tree-sitter'
import type { GrammarName } from './grammars.ts'
import type { Grammar, OpenGrammar, SyntaxNode, SyntaxQuery, SyntaxTree } from './tree.ts'

/** Where the build has put the grammars: beside the program, or beside the sources in tests. */
export function grammarFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url))
  const beside = path.join(here, 'grammars')
  return fs.existsSync(beside) ? beside : path.join(here, '../../dist/grammars')
}

/** Opens grammars in WebAssembly: the same everywhere, and nothing that they do can end the process. */
export function createWasmGrammars(folder = grammarFolder()): OpenGrammar {
  const open = new Map<GrammarName, Promise<Grammar>>()
  let ready: Promise<void> | null = null

  async function load(name: GrammarName): Promise<Grammar> {
    ready ??= Parser.init({ locateFile: (file: string) => path.join(folder, file) })
    await ready
    const file = await fs.promises.readFile(path.join(folder, `tree-sitter-${name}.wasm`))
    return wasmGrammar(name, await Language.load(file))
  }

  return name => {
    const grammar = open.get(name) ?? load(name)
    open.set(name, grammar)
    return grammar
  }
}

function wasmGrammar(name: GrammarName, language: Language): Grammar {
  const parser = new Parser().setLanguage(language)
  const queries = new Map<string, SyntaxQuery>()
  return {
    name,
    parse(text, earlier, limitMs = Infinity) {
      const end = performance.now() + limitMs
      const options = limitMs === Infinity ? {} : { progressCallback: () => performance.now() > end }
      const tree = parser.parse(text, earlier as Tree | null, options)
      // What was begun and not finished would be gone on with, whatever is parsed next.
      if (!tree) parser.reset()
      return tree satisfies SyntaxTree | null
    },
    query(source) {
      const known = queries.get(source)
      if (known) return known
      const compiled = new Query(language, source)
      // Whoever has a node has it from a tree of ours.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
      const query: SyntaxQuery = { matches: (node: SyntaxNode) => compiled.matches(node as Node) }
      queries.set(source, query)
      return query
    },
  }
}
