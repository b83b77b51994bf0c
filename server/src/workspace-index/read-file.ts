import { symbolsOf } from '../syntax/declarations.ts'
import { tagsOf } from '../syntax/tags/tags.ts'
import type { OpenGrammar } from '../syntax/tree.ts'
import { grammarOfFile } from './symbol-index.ts'

/** Longest time that one file may take: grammars take very long over some texts that are not what their name says. */
const patienceMs = 2000

/** What a file declares, as JSON; null for one whose language declares nothing, or that takes too long. */
export async function readSymbols(file: string, text: string, open: OpenGrammar): Promise<string | null> {
  const name = grammarOfFile(file)
  if (!name || !tagsOf(name)) return null
  const grammar = await open(name)
  const tree = grammar.parse(text, null, patienceMs)
  if (!tree) return null
  try {
    return JSON.stringify(symbolsOf(grammar, tree, text))
  } finally {
    tree.delete()
  }
}
