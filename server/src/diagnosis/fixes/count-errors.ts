import { grammarOf, isUnsafe } from '../../syntax/grammars.ts'
import type { OpenGrammar, SyntaxNode } from '../../syntax/tree.ts'
import type { SourceText } from '../subject.ts'

/** Longest time for reading a file, in milliseconds. */
const patienceMs = 5000

/** Counts the ERROR and MISSING nodes of texts; null where there is no grammar for one, or it took too long. */
export function createCountErrors(open: OpenGrammar): (source: SourceText) => Promise<number | null> {
  return async ({ languageId, text }) => {
    const name = grammarOf(languageId)
    const grammar = name && !isUnsafe(name) ? await open(name) : null
    const tree = grammar?.parse(text, null, patienceMs)
    if (!tree) return null
    try {
      return errorsBelow(tree.rootNode)
    } finally {
      tree.delete()
    }
  }
}

/** Not by recursion: a hostile text may be nested deeper than there is room for calls. */
function errorsBelow(root: SyntaxNode): number {
  let errors = 0
  const nodes = [root]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (node.isError || node.isMissing) errors++
    // Only what has errors in it is walked through.
    if (!node.hasError) continue
    for (const child of node.children) nodes.push(child)
  }
  return errors
}
