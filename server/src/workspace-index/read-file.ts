import { symbolsOf } from '../syntax/declarations.ts'
import { tagsOf } from '../syntax/tags/tags.ts'
import type { OpenGrammar } from '../syntax/tree.ts'
import { grammarOfFile, type IndexedFile } from './symbol-index.ts'

/** Longest time that one file may take: grammars take very long over some texts that are not what their name says. */
const patienceMs = 2000

/** What a file declares; null for one whose language declares nothing, or that takes too long. */
export async function readSymbols(
  file: Omit<IndexedFile, 'symbols'>,
  text: string,
  open: OpenGrammar,
): Promise<IndexedFile | null> {
  const name = grammarOfFile(file.path)
  if (!name || !tagsOf(name)) return null
  const grammar = await open(name)
  const tree = grammar.parse(text, null, patienceMs)
  if (!tree) return null
  try {
    return { ...file, symbols: JSON.stringify(symbolsOf(grammar, tree, text)) }
  } finally {
    tree.delete()
  }
}
