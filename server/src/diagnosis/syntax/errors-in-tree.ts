import type { SyntaxNode, SyntaxTree } from '../../syntax/tree.ts'

/** A place where a text is not as its grammar has it. */
export interface TreeError {
  start: number
  end: number
  /** What the grammar has put in so that it could go on; null for what it could not read. */
  missing: string | null
}

/** Errors of a tree, and how much of its text they cover. */
export interface TreeErrors {
  /** In their order, the innermost ones. */
  places: TreeError[]
  count: number
  covered: number
}

/** More say no more. */
const mostPlaces = 200

/** Not by recursion: a hostile text may be nested deeper than there is room for calls. */
export function errorsInTree({ rootNode }: SyntaxTree): TreeErrors {
  const errors: TreeErrors = { places: [], count: 0, covered: 0 }
  const nodes = [rootNode]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (node.isError || node.isMissing) {
      errors.count++
      errors.covered += node.endIndex - node.startIndex
      if (errors.places.length < mostPlaces && (node.isMissing || !hasInnerError(node)))
        errors.places.push(placeOf(node))
    }
    const { children } = node
    for (let at = children.length - 1; at >= 0; at--) {
      const child = children[at]
      if (child && (child.hasError || child.isMissing)) nodes.push(child)
    }
  }
  return errors
}

function hasInnerError(node: SyntaxNode): boolean {
  return node.children.some(child => child.hasError || child.isMissing)
}

/** What has been read before the error is part of its node: what could not be read stands at the end. */
function placeOf(node: SyntaxNode): TreeError {
  const missing = node.isMissing ? node.type : null
  if (node.isMissing || node.startPosition.row === node.endPosition.row)
    return { start: node.startIndex, end: node.endIndex, missing }
  const last = node.child(node.childCount - 1)
  const start = last && last.startPosition.row === last.endPosition.row ? last.startIndex : node.startIndex
  return { start, end: last?.endIndex ?? node.endIndex, missing }
}
