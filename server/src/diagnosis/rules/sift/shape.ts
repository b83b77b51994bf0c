import { dollarOf, type AstGrep, type SgNode } from '../ast-grep.ts'
import { patternNode, type Pattern } from '../patterns.ts'
import type { RuleLanguage } from '../rule-languages.ts'
import type { CodeNode } from './code-node.ts'

/** What a pattern looks for. */
export type Shape =
  /** Any one node; `name` is null where nothing is kept of it. */
  | { type: 'variable'; name: string | null; isNamed: boolean }
  /** Any number of nodes. */
  | { type: 'rest' }
  | { type: 'leaf'; kind: string; isNamed: boolean; text: string }
  | { type: 'node'; kind: string; children: readonly Shape[] }

/** What variables stand for, so far. */
export interface Captured {
  name: string
  node: CodeNode
  before: Captured | null
}

/** Goes on with what has been captured; true once all else holds too. */
export type GoOn = (captured: Captured | null) => boolean

/** What a comparison is told. */
interface Search {
  /** Whether a variable may stand for a node. */
  mayCapture: (name: string, node: CodeNode) => boolean
  /** Counts a step. False when there have been too many: whatever is looked for may be there. */
  mayGoOn: () => boolean
}

/** The shape of a pattern; null for one that is compared in another way than patterns usually are, or is no complete piece of code. */
export function shapeOf(pattern: Pattern, language: RuleLanguage, astGrep: AstGrep): Shape | null {
  if (pattern.strictness !== null && pattern.strictness !== 'smart') return null
  let node = patternNode(pattern, language, astGrep)
  if (node === null || node.has({ rule: { kind: 'ERROR' } })) return null
  // What is meant is the innermost node that is all of the pattern; one that is missing has no text.
  for (let only = pattern.selector === null ? onlyChild(node) : null; only; only = onlyChild(node)) node = only
  const dollar = dollarOf(language).replace('$', '\\$')
  return shapeOfNode(node, new RegExp(`^(${dollar}{1,3})([A-Z_][A-Z0-9_]*)?$`))
}

function onlyChild(node: SgNode): SgNode | null {
  const [first, second, third] = node.children()
  return first === undefined || third !== undefined || (second !== undefined && second.text() !== '') ? null : first
}

function shapeOfNode(node: SgNode, variable: RegExp): Shape | null {
  const text = node.text()
  const [, dollars = '', name] = variable.exec(text) ?? []
  if (dollars.length === 3) return { type: 'rest' }
  if (dollars !== '' && name !== undefined)
    return { type: 'variable', name: name.startsWith('_') ? null : name, isNamed: dollars.length === 1 }
  const kind = String(node.kind())
  if (kind === '') return null
  if (node.isLeaf()) return { type: 'leaf', kind, isNamed: node.isNamed(), text }
  const children: Shape[] = []
  for (const child of node.children()) {
    if (child.text() === '') continue
    const shape = shapeOfNode(child, variable)
    if (shape === null) return null
    children.push(shape)
  }
  return { type: 'node', kind, children }
}

/**
 * Whether there is a way to compare a node with a shape with which all else holds as well. ast-grep takes the first way there is:
 * where this is false, a match of its own is none.
 */
export function findShape(
  shape: Shape,
  node: CodeNode,
  { mayCapture, mayGoOn }: Search,
  before: Captured | null,
  whole: GoOn,
): boolean {
  return compare(shape, node, before, whole)

  function compare(goal: Shape, candidate: CodeNode, captured: Captured | null, goOn: GoOn): boolean {
    if (!mayGoOn()) return true
    switch (goal.type) {
      case 'rest':
        return goOn(captured)
      case 'leaf':
        return goal.kind === candidate.kind && (!goal.isNamed || goal.text === candidate.text) && goOn(captured)
      case 'variable': {
        const { name, isNamed } = goal
        if (isNamed && !candidate.isNamed) return false
        if (name === null) return goOn(captured)
        if (!mayCapture(name, candidate)) return false
        for (let earlier = captured; earlier; earlier = earlier.before)
          if (earlier.name === name && !areAlike(earlier.node, candidate)) return false
        return goOn({ name, node: candidate, before: captured })
      }
      case 'node': {
        const { kind, children } = goal
        if (kind !== candidate.kind || candidate.children.length === 0) return false
        return compareLists({ goals: children, candidates: candidate.children }, 0, 0, captured, goOn)
      }
    }
  }

  /** From a goal and a candidate of two lists on. */
  function compareLists(lists: Lists, place: number, from: number, captured: Captured | null, goOn: GoOn): boolean {
    const goal = lists.goals[place]
    // What follows is no part of the pattern.
    if (goal === undefined) return goOn(captured)
    if (goal.type === 'rest') return compareRest(lists, place + 1, from, captured, goOn)
    for (let at = from; ; at++) {
      const candidate = lists.candidates[at]
      if (candidate === undefined) return false
      if (compare(goal, candidate, captured, now => compareLists(lists, place + 1, at + 1, now, goOn))) return true
      if (candidate.isNamed && !candidate.isExtra) return false
    }
  }

  /** Any number of candidates stand for the goal before this one. */
  function compareRest(lists: Lists, place: number, from: number, captured: Captured | null, goOn: GoOn): boolean {
    const { goals, candidates } = lists
    for (let next = place; ; next++) {
      for (let at = from; at <= candidates.length; at++) if (compareLists(lists, next, at, captured, goOn)) return true
      // Punctuation behind any number of nodes may be missing with them.
      const goal = goals[next]
      if (goal?.type !== 'leaf' || goal.isNamed) return false
    }
  }
}

interface Lists {
  goals: readonly Shape[]
  candidates: readonly CodeNode[]
}

/** Whether two nodes are the same to a variable that stands for both. */
function areAlike(a: CodeNode, b: CodeNode): boolean {
  if (a === b) return true
  if (isNamedLeaf(a) || isNamedLeaf(b)) return a.text === b.text
  if (a.kind !== b.kind || a.children.length !== b.children.length) return false
  return a.children.every((child, index) => {
    const other = b.children[index]
    return other !== undefined && areAlike(child, other)
  })
}

function isNamedLeaf(node: CodeNode): boolean {
  return node.isNamed && node.children.length === 0
}
