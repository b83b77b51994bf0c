import type { SyntaxNode } from '../../../syntax/tree.ts'

/** A node, with those of the asked types that it lies in, the outermost first. The list changes when the next node is looked at. */
export interface Within {
  node: SyntaxNode
  around: readonly SyntaxNode[]
}

/** All nodes of some types with what is around them, in one pass: asking each node for its parent again and again is slow. */
export function* descend(root: SyntaxNode, types: readonly string[]): Generator<Within> {
  const around: SyntaxNode[] = []
  for (const node of root.descendantsOfType([...types])) {
    // Some have the type of the word that they begin with.
    if (!node.isNamed) continue
    for (let last = around.at(-1); last && last.endIndex <= node.startIndex; last = around.at(-1)) around.pop()
    yield { node, around }
    around.push(node)
  }
}

/** Whether a node is part of what another one has in a field. */
export function isInField(node: SyntaxNode, outer: SyntaxNode, field: string): boolean {
  const part = outer.childForFieldName(field)
  return part !== null && part.startIndex <= node.startIndex && node.endIndex <= part.endIndex
}
