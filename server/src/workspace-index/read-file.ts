import { symbolsOf } from '../syntax/declarations.ts'
import { withoutMacros } from '../syntax/macros.ts'
import { tagsOf } from '../syntax/tags/tags.ts'
import type { OpenGrammar } from '../syntax/tree.ts'
import { grammarOfFile } from './symbol-index.ts'

/** What is kept of a file, in the form in which it is kept: little of it is ever looked at, and text is small. */
export interface FileRecord {
  /** Names that it declares, names that have members in it, and names of what it calls; each once, between spaces. */
  names: string
  containers: string
  calls: string
  /** FileSymbols as JSON. */
  symbols: Uint8Array
}

/** Longest time that one file may take: grammars take very long over some texts that are not what their name says. */
const patienceMs = 2000
const mostCalls = 300

/** What a file declares and calls; null for one whose language declares nothing, or that takes too long. */
export async function readRecord(file: string, text: string, open: OpenGrammar): Promise<FileRecord | null> {
  const name = grammarOfFile(file)
  if (!name || !tagsOf(name)) return null
  const grammar = await open(name)
  const tree = grammar.parse(withoutMacros(name, text), null, patienceMs)
  if (!tree) return null
  try {
    const symbols = symbolsOf(grammar, tree, text)
    return {
      names: spaced(symbols.declarations.map(declaration => declaration.name)),
      containers: spaced(symbols.declarations.map(({ container }) => container ?? '')),
      calls: callsIn(text),
      symbols: Buffer.from(JSON.stringify(symbols)),
    }
  } finally {
    tree.delete()
  }
}

/** That of a file that declares nothing. */
export const emptyRecord: FileRecord = {
  names: '',
  containers: '',
  calls: '',
  symbols: Buffer.from(JSON.stringify({ namespace: null, declarations: [], imports: [] })),
}

/** Whatever looks like a call. It counts how usual a name is, so a word in a comment does no harm. */
function callsIn(text: string): string {
  const names: string[] = []
  for (const [, name = ''] of text.matchAll(/\b([A-Za-z_]\w{2,})\s*\(/g)) names.push(name)
  return spaced(names, mostCalls)
}

function spaced(names: string[], most = Infinity): string {
  return [...new Set(names)]
    .filter(name => name !== '' && !/\s/.test(name))
    .slice(0, most)
    .join(' ')
}
