import type { OpenGrammar, SyntaxNode } from '../../syntax/tree.ts'
import { openSubject, type SourceText } from '../subject.ts'

/** Counts the ERROR and MISSING nodes of texts; null where there is no grammar for one, or it took too long. */
export function createCountErrors(open: OpenGrammar): (source: SourceText) => Promise<number | null> {
  return async source => {
    const subject = await openSubject(source, open)
    try {
      return subject.syntax && countErrorsIn(subject.syntax.tree.rootNode)
    } finally {
      subject.close()
    }
  }
}

/** ERROR and MISSING nodes of a tree. Not by recursion: a hostile text may be nested deeper than there is room for calls. */
export function countErrorsIn(root: SyntaxNode): number {
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
