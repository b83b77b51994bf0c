import type { OpenGrammar, SyntaxNode } from '../../syntax/tree.ts'
import { applyFix } from '../fixes/apply-fix.ts'
import { countErrorsIn } from '../fixes/count-errors.ts'
import type { Range } from '../finding.ts'
import { functionsOf, type FunctionMetrics } from '../metrics/function-metrics.ts'
import { openSubject, type SourceText } from '../subject.ts'
import { codeOf, isWithin, nodesIn, type Code, type Refactoring } from './code.ts'
import { logicalParts } from './conditions.ts'
import { earlyReturn } from './early-return.ts'
import { elseAfterExit } from './else-after-exit.ts'
import { extractable, extractCondition, extractFunction } from './extract-function.ts'
import { lineEnd, lineStart } from './layout.ts'
import { mergeNestedIf } from './merge-nested-if.ts'
import { ifChain } from './statements.ts'

/** A refactoring after which the function is simpler by our own measure. */
export interface OfferedRefactoring extends Refactoring {
  /** Cognitive complexity of the function, before and after. */
  complexity: { before: number; after: number }
}

/** Of a function not more than so many of each kind are offered; no more than so many are tried. */
const mostOffered = 2
const mostTried = 12
/** A longer text takes too long to be read again and again. */
const longest = 400_000

/**
 * The refactorings for a selection, or, where it is on the name of a function, for that function: those that keep the text well-formed and
 * make the function simpler. Whether they lead to other findings is for whoever offers them.
 */
export async function refactoringsAt(
  source: SourceText,
  range: Range,
  open: OpenGrammar,
): Promise<OfferedRefactoring[]> {
  if (source.text.length > longest) return []
  const subject = await openSubject(source, open)
  try {
    const code = codeOf(subject)
    if (!code) return []
    const functions = functionsOf(subject)
    const start = code.offsetAt(range.start)
    // Whole lines are selected with the beginning of the next one.
    const end = start + code.text.slice(start, code.offsetAt(range.end)).trimEnd().length
    const at = functions.findIndex(
      one => code.offsetAt(one.range.start) <= start && code.offsetAt(one.range.end) >= end && one.cognitive > 0,
    )
    const own = functions[at]
    if (!own) return []
    const isOnName = code.offsetAt(own.nameRange.start) <= start && code.offsetAt(own.nameRange.end) >= end
    const groups = isOnName ? forFunction(code, own) : [forSelection(code, start, end)]
    const offered: OfferedRefactoring[] = []
    for (const group of groups) offered.push(...(await best(group, { code, source, functions, at, open })))
    return offered
  } finally {
    subject.close()
  }
}

/** Extractions are tried in the order in which they promise most. */
function forFunction(code: Code, { range, increments, cognitive }: FunctionMetrics): Refactoring[][] {
  const [start, end] = [code.offsetAt(range.start), code.offsetAt(range.end)]
  const root = functionNode(code, start, end)
  if (!root) return []
  const nodes = [...nodesIn(root)]
  const inside = ({ start: from, end: to }: { start: number; end: number }): number =>
    increments
      .filter(one => code.offsetAt(one.range.start) >= from && code.offsetAt(one.range.end) <= to)
      .reduce((sum, { by }) => sum + by, 0)
  const pieces = extractable(root)
    .map(piece => ({ piece, largest: Math.max(cognitive - inside(piece), inside(piece)), by: inside(piece) }))
    .filter(({ by }) => by > 0)
    .sort((one, other) => one.largest - other.largest)
    .slice(0, mostTried)
  const extracted = pieces.flatMap(({ piece }) => extractFunction(code, piece.start, piece.end) ?? [])
  return [extracted, rewritings(code, nodes), nodes.flatMap(node => conditionOf(code, node) ?? [])]
}

function forSelection(code: Code, start: number, end: number): Refactoring[] {
  const extracted = end > start ? extractFunction(code, start, end) : null
  // What begins in the first line is what is pointed at.
  const [first, last] = [lineStart(code.text, start), lineEnd(code.text, start)]
  const root = code.root.descendantForIndex(first, Math.max(first, last - 1)) ?? code.root
  const nodes = [...nodesIn(root)].filter(({ startIndex }) => startIndex >= first && startIndex < last)
  return [
    ...(extracted ? [extracted] : []),
    ...rewritings(code, nodes),
    ...nodes.flatMap(node => conditionOf(code, node) ?? []),
  ]
}

function rewritings(code: Code, nodes: readonly SyntaxNode[]): Refactoring[] {
  return nodes.flatMap(node => {
    const chain = ifChain(node, code.family)
    if (!chain) return []
    return [mergeNestedIf(code, chain), elseAfterExit(code, chain), earlyReturn(code, chain)].flatMap(one => one ?? [])
  })
}

/** A condition that mixes operators is worth a name. */
function conditionOf(code: Code, node: SyntaxNode): Refactoring | null {
  const chain = ifChain(node, code.family)
  const condition = chain?.branches[0].condition
  if (!condition || chain.hasInitializer) return null
  const { operator, operands } = logicalParts(condition)
  const isMixed =
    operands.length > 2 ||
    operands.some(operand => [...nodesIn(operand)].some(one => logicalParts(one).operator !== null))
  return operator !== null && isMixed ? extractCondition(code, condition) : null
}

function functionNode({ root }: Code, start: number, end: number): SyntaxNode | null {
  const node = root.descendantForIndex(start, end - 1)
  return node && isWithin(node, start, end) ? node : null
}

interface Known {
  code: Code
  source: SourceText
  functions: readonly FunctionMetrics[]
  /** Which of them is to become simpler. */
  at: number
  open: OpenGrammar
}

/** Those that hold, the ones after which the largest function is the least complex first. */
async function best(candidates: readonly Refactoring[], known: Known): Promise<OfferedRefactoring[]> {
  const held: (OfferedRefactoring & { largest: number })[] = []
  const errors = countErrorsIn(known.code.root)
  for (const candidate of candidates.slice(0, mostTried)) {
    const complexity = await complexityWith(candidate, known, errors)
    if (complexity) held.push({ ...candidate, complexity, largest: complexity.largest })
  }
  held.sort((one, other) => one.largest - other.largest || one.complexity.after - other.complexity.after)
  return held.slice(0, mostOffered).map(({ kind, title, edits, at, added, complexity: { before, after } }) => ({
    kind,
    title: `${title} (complexity ${before} → ${after})`,
    edits,
    at,
    added,
    complexity: { before, after },
  }))
}

/** The complexity of the function with a refactoring; null where it is not less, or the text is not well-formed any more. */
async function complexityWith(
  { edits, title, added }: Refactoring,
  { source, functions, at, open }: Known,
  errors: number,
): Promise<{ before: number; after: number; largest: number } | null> {
  const text = applyFix(source.text, { title, edits })
  const before = functions[at]?.cognitive ?? 0
  if (text === null || text === source.text) return null
  const subject = await openSubject({ ...source, text }, open)
  try {
    if (!subject.syntax || countErrorsIn(subject.syntax.tree.rootNode) > errors) return null
    const now = functionsOf(subject)
    const fresh = added === null ? undefined : now.find(({ name }) => name === added)
    const others = now.filter(one => one !== fresh)
    const own = others[at]
    if (!own || others.length !== functions.length || own.name !== functions[at]?.name) return null
    const largest = Math.max(own.cognitive, fresh?.cognitive ?? 0)
    return own.cognitive < before && largest < before ? { before, after: own.cognitive, largest } : null
  } finally {
    subject.close()
  }
}
