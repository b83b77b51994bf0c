import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Found } from '../analysis.ts'
import { definitionOf } from '../frame.ts'
import type { FunctionIr, Instruction } from '../ir.ts'
import { closuresOf } from './captured.ts'
import { deadWrites, neverRead, type DeadWrite } from './liveness.ts'
import { operandsOf } from '../operands.ts'
import type { LocalSubject } from './local-findings.ts'
import { linesOf, statementAt } from './statement.ts'
import { reachedBlocks } from './unreachable.ts'

/** Calls that can read every variable without naming it. */
const seesEverything = /^(locals|vars|eval|exec|dir|compact|extract)$/

/** Deepest that an expression is looked into for what it does. */
const deepestLooked = 200

/** Names that say themselves that nobody reads them. */
const saysUnused = /^(unused|ignored?|dummy)/i

/** Most stores of a function that are looked at. */
const mostDead = 300

/**
 * Stores whose value nobody reads. Values that code gives a variable only to have one are left out: null, 0, an empty text or list.
 * `readsAll`: a compiler sees to it that each variable is read somewhere.
 */
export function findDeadStores(within: FunctionIr, { unit, root, text }: LocalSubject, readsAll = false): Found[] {
  const dead = deadWrites(within)
    .slice(0, mostDead)
    .filter(write => isTold(write, within))
  if (dead.length === 0 || mayReadAll(within)) return []
  const reached = reachedBlocks(within)
  const unread = neverRead(within)
  const live = new Set(
    [...reached].flatMap(at =>
      (within.blocks[at]?.instructions ?? []).flatMap(one =>
        one.op === 'write' && !dead.includes(one) ? [keyOf(one)] : [],
      ),
    ),
  )
  const inReached = new Set([...reached].flatMap(at => within.blocks[at]?.instructions ?? []))
  const told = new Set<string>()
  const understood = new Map<string, boolean>()
  return dead.flatMap(write => {
    const key = keyOf(write)
    const name = within.variables[write.variable]?.name ?? ''
    // `finally` is written out several times: what one copy stores another may read.
    if (live.has(key) || told.has(key) || !inReached.has(write)) return []
    told.add(key)
    // The whole function is searched for a name once only: code of a machine has thousands of stores.
    const isClear = understood.get(name) ?? isUnderstood(name, within, root, text)
    understood.set(name, isClear)
    if (!isClear) return []
    const never = unread.has(write.variable)
    if (never && readsAll) return []
    const message = never
      ? `what is assigned to \`${name}\` is read nowhere.`
      : `what is assigned to \`${name}\` here is never read: another value takes its place, or the function ends.`
    const fix = removal(write, name, within, root, text)
    const found = {
      rule: 'dead-store',
      path: unit.path,
      span: write.span,
      message,
      steps: [],
      isUnnecessary: true as const,
    }
    return [fix ? { ...found, fix } : found]
  })
}

function isTold(write: DeadWrite, within: FunctionIr): boolean {
  const name = within.variables[write.variable]?.name ?? ''
  if (!/^\p{L}/u.test(name) || saysUnused.test(name) || write.span.start === write.span.end) return false
  const value = definitionOf(within, write.value)
  return value !== undefined && !isPlaceholder(value) && !isUsedAtOnce(write, within)
}

/** `f(++n)`, `a = b = f()`: the value is of use, even if the variable is not. */
function isUsedAtOnce(write: DeadWrite, within: FunctionIr): boolean {
  const values = new Set([write.value])
  for (const { instructions, end } of within.blocks) {
    for (const one of instructions) {
      if (one === write || !operandsOf(one).some(temp => values.has(temp))) continue
      // An assignment is an expression as well, of which mostly nothing becomes.
      if (one.op !== 'cast') return true
      values.add(one.into)
    }
    if ('value' in end && end.value !== null && values.has(end.value)) return true
    if ('condition' in end && values.has(end.condition)) return true
  }
  return false
}

/** Values that say nothing, and those that control flow gives: what a loop goes through, what is caught, one part of several. */
function isPlaceholder(value: Instruction): boolean {
  switch (value.op) {
    case 'constant':
      return [null, 0, 1, '', true, false].includes(value.value)
    case 'unary':
      return value.operator === '-'
    case 'list':
      return value.elements.length === 0
    case 'map':
      return value.entries.length === 0
    case 'each':
    case 'caught':
    case 'closure':
    case 'element':
    case 'instance':
    case 'unknown':
      return true
    default:
      return false
  }
}

function mayReadAll(within: FunctionIr): boolean {
  return (
    within.blocks.some(block => block.instructions.some(one => one.op === 'call' && seesEverything.test(one.name))) ||
    closuresOf(within).some(mayReadAll)
  )
}

/** Whether every mention of a name in a function is one that its instructions have too: else somebody reads it in a way that is not modelled. */
function isUnderstood(name: string, within: FunctionIr, root: SyntaxNode, text: string): boolean {
  const reads = new Set<number>()
  const writes: { start: number; end: number }[] = []
  collect(within, name, reads, writes)
  const body = functionNode(within, root)
  return mentions(body, name, text).every(
    ({ startIndex, endIndex }) =>
      reads.has(startIndex) || writes.some(({ start, end }) => start <= startIndex && endIndex <= end),
  )
}

function collect(within: FunctionIr, name: string, reads: Set<number>, writes: { start: number; end: number }[]): void {
  for (const variable of within.variables) if (variable.name === name) writes.push(variable.span)
  for (const { instructions } of within.blocks) {
    for (const one of instructions) {
      if (one.op !== 'read' && one.op !== 'write') continue
      if (within.variables[one.variable]?.name !== name) continue
      if (one.op === 'read') reads.add(one.span.start)
      else writes.push(one.span)
    }
  }
  for (const closure of closuresOf(within)) collect(closure, name, reads, writes)
}

/** The node of a function: its span may be its name or first line. */
function functionNode({ span, blocks }: FunctionIr, root: SyntaxNode): SyntaxNode {
  let end = span.end
  for (const { instructions } of blocks) for (const one of instructions) end = Math.max(end, one.span.end)
  return root.descendantForIndex(span.start, end) ?? root
}

/** Identifiers of this name. Where the text has it is soon found; going through all nodes takes long. */
function mentions(root: SyntaxNode, name: string, text: string): SyntaxNode[] {
  const found: SyntaxNode[] = []
  const { startIndex, endIndex } = root
  for (let at = text.indexOf(name, startIndex); at >= 0 && at < endIndex; at = text.indexOf(name, at + 1)) {
    const node = root.descendantForIndex(at, at + name.length)
    const isWhole = node?.startIndex === at && node.endIndex === at + name.length
    if (isWhole && node.childCount === 0 && node.type.includes('identifier')) found.push(node)
  }
  return found
}

/** What a statement must not have if it is to go: it would not do what it does any more. */
const effects =
  /call|invocation|new_expression|creation|await|yield|update|increment|inc_statement|dec_statement|receive|raise|throw|delete|template|format|interpolation/

/** Takes the whole statement away, where it does nothing else and its variable is declared elsewhere or read nowhere. */
function removal(
  { span }: DeadWrite,
  name: string,
  within: FunctionIr,
  root: SyntaxNode,
  text: string,
): Found['fix'] | undefined {
  const statement = statementAt(root, span)
  if (!statement || hasEffects(statement.node)) return undefined
  const { node, among } = statement
  const isAssignment = /^(expression_statement|assignment_statement)$/.test(node.type)
  const assigned = mentions(node, name, text).length
  if (assigned !== 1) return undefined
  if (!isAssignment && mentions(functionNode(within, root), name, text).length > assigned) return undefined
  // Python wants a statement in every block.
  if (among.type === 'block' && among.namedChildren.length === 1) return undefined
  const names = node.children.filter(child => child.type.includes('declarator')).length
  if (names > 1) return undefined
  return {
    title: `Remove the assignment to ${name}`,
    span: linesOf(text, { start: node.startIndex, end: node.endIndex }),
    newText: '',
  }
}

function hasEffects(node: SyntaxNode, depth = 0): boolean {
  // What nests deeper than anybody writes is not worth a stack: it may do anything.
  if (depth > deepestLooked) return true
  if (effects.test(node.type)) return true
  // An assignment within an assignment is another effect.
  return node.children.some(child => hasEffects(child, depth + 1))
}

function keyOf({ span, variable }: DeadWrite): string {
  return `${String(span.start)}:${String(span.end)}:${String(variable)}`
}
