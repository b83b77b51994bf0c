import type { GrammarName } from '../../syntax/grammars.ts'
import type { SyntaxNode } from '../../syntax/tree.ts'
import type { Range } from '../finding.ts'
import type { Subject } from '../subject.ts'
import { countBranches, deepest, type Branches } from './branches.ts'
import { nameOf, parametersOf } from './signature.ts'
import { roleOf } from './node-roles.ts'

/** What adds to a function's cognitive complexity, and how much. */
export interface Increment {
  range: Range
  by: number
  /** A few words for people: `if, 2 levels deep`. */
  reason: string
}

/** Figures of a function, method, or lambda that is part of no other. */
export interface FunctionMetrics {
  /** As declared; null for one that has no name. */
  name: string | null
  /** From its first to its last character. */
  range: Range
  /** Its name, or where that is missing its beginning: where a finding points. */
  nameRange: Range
  /** Cognitive complexity after G. Ann Campbell, "Cognitive Complexity" (SonarSource, version 1.7). */
  cognitive: number
  increments: Increment[]
  /** Number of independent paths after T. J. McCabe (1976): decisions plus one. */
  cyclomatic: number
  /** Deepest nesting of control structures. */
  nesting: number
  parameters: number
  lines: number
}

/** Functions in functions are no functions of their own in these languages where the outer one only declares: it is a scope. */
const declarative = new Set<GrammarName>(['javascript', 'typescript', 'tsx', 'ruby', 'lua', 'python'])

/** The functions of a file in the order in which they begin, with their figures. Empty where the file could not be parsed. */
export function functionsOf(subject: Subject): FunctionMetrics[] {
  const { syntax, grammarName } = subject
  if (!syntax || !grammarName) return []
  const found: FunctionMetrics[] = []
  const visit = (node: SyntaxNode, depth: number): void => {
    if (depth > deepest) return
    const role = roleOf(node, grammarName)
    if ((role === 'function' || role === 'lambda') && hasBody(node)) {
      const branches = countBranches(node, grammarName)
      if (!isOnlyScope(branches, grammarName)) {
        found.push(metricsOf(node, branches, subject))
        return
      }
      found.push(metricsOf(node, { ...branches, increments: branches.own, nesting: 0, decisions: 0 }, subject))
    }
    for (const child of node.children) if (child.childCount > 0) visit(child, depth + 1)
  }
  visit(syntax.tree.rootNode, 0)
  return found
}

/** Whether nothing branches in it but what is in functions of its own. */
function isOnlyScope({ own, increments, functions, isDecorator }: Branches, grammar: GrammarName): boolean {
  if (!declarative.has(grammar) || functions === 0 || increments.length === 0) return false
  return grammar === 'python' ? isDecorator : own.length === 0
}

function metricsOf(node: SyntaxNode, branches: Branches, { positionAt }: Subject): FunctionMetrics {
  const rangeOf = ({ startIndex, endIndex }: { startIndex: number; endIndex: number }): Range => ({
    start: positionAt(startIndex),
    end: positionAt(endIndex),
  })
  const range = rangeOf(node)
  const name = nameOf(node)
  const head = { startIndex: node.startIndex, endIndex: Math.min(node.endIndex, node.startIndex + 1) }
  return {
    name: name?.text ?? null,
    range,
    nameRange: rangeOf(name ?? head),
    cognitive: branches.increments.reduce((sum, { by }) => sum + by, 0),
    increments: branches.increments.map(({ node: at, by, reason }) => ({ range: rangeOf(at), by, reason })),
    cyclomatic: branches.decisions + 1,
    nesting: branches.nesting,
    parameters: parametersOf(node),
    lines: range.end.line - range.start.line + 1,
  }
}

/** Declarations without a body, in interfaces for example, do nothing. */
function hasBody(node: SyntaxNode): boolean {
  if (node.childForFieldName('body')) return true
  const last = node.child(node.childCount - 1)
  return last !== null && last.type !== ';' && /body|block|statement|}|end/.test(last.type)
}
