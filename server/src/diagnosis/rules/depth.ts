import type { Subject } from '../subject.ts'
import type { SyntaxNode } from '../../syntax/tree.ts'

/** Deeper trees come of no hand. Looking below every node of a tree takes the square of its depth. */
const deepest = 2000
/** A shorter text cannot be so deep that it takes long. */
const shortText = 8000

/** Whether a file is nested so deeply that rules would take minutes for it. */
export function isTooDeep(subject: Pick<Subject, 'text' | 'syntax'>): boolean {
  return subject.text.length > shortText && isDeeperThan(deepest, subject)
}

/** Whether a file is nested more deeply than that; not where it could not be parsed. */
export function isDeeperThan(depth: number, { syntax }: Pick<Subject, 'syntax'>): boolean {
  return syntax !== null && reaches(syntax.tree.rootNode, depth)
}

/** Whether there is a node that many steps below; goes only where there is room for it. */
function reaches(root: SyntaxNode, depth: number): boolean {
  const waiting = [{ node: root, left: depth }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, left } = next
    if (left === 0) return true
    // Each level has at least a character of its own.
    if (node.endIndex - node.startIndex < left) continue
    for (const child of node.children) waiting.push({ node: child, left: left - 1 })
  }
  return false
}
