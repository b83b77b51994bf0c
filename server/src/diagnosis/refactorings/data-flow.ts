import type { SyntaxNode } from '../../syntax/tree.ts'
import { ancestorsOf, isSame, isWithin, type Family } from './code.ts'
import { isBlock, isLoop } from './statements.ts'
import type { Binding, Names, Use } from './scopes/names.ts'

/** Code that is to become a function of its own. */
export interface Piece {
  start: number
  end: number
  /** The statements, side by side in one block; empty for an expression. */
  statements: readonly SyntaxNode[]
  /** The innermost function around. */
  owner: SyntaxNode
}

/** What goes into a piece of code and comes out of it. */
export interface DataFlow {
  /** In the order in which they are met. */
  parameters: Binding[]
  /** What is read after it; declared there or assigned, but not some of each. */
  results: Binding[]
  resultsAre: 'declared' | 'assigned'
}

/**
 * Tells which variables a piece of code takes and gives. Null where handing over their values would not be the same as using the variables
 * themselves: closures see them, or nobody knows whether they have a value.
 */
export function dataFlow(piece: Piece, { uses }: Names, family: Family): DataFlow | null {
  const parameters: Binding[] = []
  const declared: Binding[] = []
  const assigned: Binding[] = []
  const byFirstUse = [...new Set(uses.filter(use => isIn(use, piece)).flatMap(({ binding }) => binding ?? []))]
  for (const binding of byFirstUse) {
    if (binding.isOutside) continue
    const of = uses.filter(use => use.binding === binding)
    const look = { binding, uses: of, piece, family }
    if (isWithin(binding.node, piece.start, piece.end)) {
      if (!of.some(use => isAfter(use, look))) {
        // In Python a name that is met first in the piece may be assigned before it in a loop.
        if (family === 'python' && of.some(use => !isIn(use, piece)) && !isSetFirst(look)) return null
        continue
      }
      if (!canBeDeclaredResult(look)) return null
      declared.push(binding)
      continue
    }
    const isAssigned = of.some(use => isIn(use, piece) && use.writes)
    if (!canBeHandedOver(look, isAssigned)) return null
    if (isAssigned && of.some(use => isAfter(use, look))) assigned.push(binding)
    if (family === 'python' && isSetFirst(look)) continue
    if (!hasValueBefore(look)) return null
    parameters.push(binding)
  }
  if (declared.length > 0 && assigned.length > 0) {
    if (family !== 'python') return null
    return { parameters, results: [...declared, ...assigned], resultsAre: 'assigned' }
  }
  return assigned.length > 0
    ? { parameters, results: assigned, resultsAre: 'assigned' }
    : { parameters, results: declared, resultsAre: 'declared' }
}

interface Look {
  binding: Binding
  /** All of this binding. */
  uses: readonly Use[]
  piece: Piece
  family: Family
}

function isIn({ node }: Use, { start, end }: Piece): boolean {
  return isWithin(node, start, end)
}

/** Whether a use may come after the piece: behind it, or anywhere in a loop that runs through it again with the same variable. */
function isAfter(use: Use, look: Look): boolean {
  const { binding, piece, family } = look
  if (!use.reads) return false
  if (use.node.startIndex >= piece.end) return true
  // In the next round of a loop the piece itself may read what it has assigned in this one.
  if (isIn(use, piece) && family === 'python' && isSetFirst(look)) return false
  for (const loop of loopsAround(piece)) {
    if (!isWithin(use.node, loop.startIndex, loop.endIndex)) continue
    const isAnewEachTime =
      family !== 'python' && !isSame(binding.scope, loop) && isWithin(binding.scope, loop.startIndex, loop.endIndex)
    if (!isAnewEachTime) return true
  }
  return false
}

function loopsAround({ start, end, owner }: Piece): SyntaxNode[] {
  const loops: SyntaxNode[] = []
  for (
    let node = owner.descendantForIndex(start, Math.max(start, end - 1));
    node && !isSame(node, owner);
    node = node.parent
  )
    if (isLoop(node) && !isWithin(node, start, end)) loops.push(node)
  return loops
}

function canBeDeclaredResult({ binding, uses, piece, family }: Look): boolean {
  if (binding.kind !== 'variable' || uses.some(({ owner }) => !isSame(owner, piece.owner))) return false
  if (family === 'java' && !binding.hasValue) return false
  if (family === 'python') return isSetFirst({ binding, uses, piece, family })
  // A `var` is the whole function's.
  return (
    piece.statements.some(statement => isWithin(binding.node, statement.startIndex, statement.endIndex)) &&
    !isVar(binding)
  )
}

function isVar({ node }: Binding): boolean {
  for (const parent of ancestorsOf(node)) {
    if (parent.type === 'variable_declaration') return true
    if (isBlock(parent)) return false
  }
  return false
}

/** Whether the value of a variable is all that the piece needs of it. */
function canBeHandedOver({ binding, uses, piece }: Look, isAssigned: boolean): boolean {
  if (binding.kind === 'type') return false
  const isOfOwner = ({ owner }: Use): boolean => isSame(owner, piece.owner)
  // What is declared behind it has no value yet, and a closure in it waits for one.
  if (binding.node.startIndex >= piece.end && binding.kind !== 'function') return false
  if (isAssigned) return uses.every(isOfOwner)
  const isOnlyDeclared = uses.every(({ writes, node }) => !writes || node.startIndex === binding.node.startIndex)
  if (isOnlyDeclared) return true
  const isCaptured = uses.some(use => isIn(use, piece) && !isOfOwner(use))
  return !isCaptured && uses.every(use => !use.writes || isOfOwner(use))
}

/** Whether the piece gives the variable a value, whatever happens, before it looks at it. */
function isSetFirst({ uses, piece }: Look): boolean {
  const inside = uses.filter(use => isIn(use, piece))
  const [first] = inside
  if (!first?.writes || first.reads) return false
  const { startIndex, endIndex } = first.node
  const statement = piece.statements.find(one => isWithin({ startIndex, endIndex }, one.startIndex, one.endIndex))
  if (!statement || !/^(?:expression_statement|import_statement|import_from_statement)$/.test(statement.type))
    return false
  return !inside.some(use => use.reads && isWithin(use.node, statement.startIndex, statement.endIndex))
}

/** Whether a variable surely has a value when the piece begins. */
function hasValueBefore({ binding, uses, piece, family }: Look): boolean {
  if (binding.kind === 'parameter' || binding.kind === 'function') return true
  if (family === 'java') return binding.hasValue
  if (family !== 'python') return true
  return uses.some(use => use.writes && use.node.endIndex <= piece.start && holdsAt(use, piece))
}

/** Whether what assigns stands in a block around the piece, and nothing leads past it. */
function holdsAt({ node }: Use, { start, end }: Piece): boolean {
  let statement = node
  for (const parent of ancestorsOf(node)) {
    if (isBlock(parent)) {
      if (!isWithin({ startIndex: start, endIndex: end }, parent.startIndex, parent.endIndex)) return false
      break
    }
    if (/^(?:named_expression|if_clause|for_in_clause|case_clause)$/.test(parent.type)) return false
    statement = parent
    if (parent.type === 'except_clause') break
  }
  const isAlways =
    /^(?:expression_statement|import_statement|import_from_statement|with_statement|decorated_definition)$/
  if (isAlways.test(statement.type)) return true
  const isInside = /^(?:for_statement|except_clause)$/.test(statement.type)
  const body = statement.childForFieldName('body') ?? statement.namedChildren.findLast(isBlock)
  return isInside && !!body && isWithin({ startIndex: start, endIndex: end }, body.startIndex, body.endIndex)
}
