import type { SyntaxNode } from '../../syntax/tree.ts'
import { ancestorsOf, isWithin, nodesIn, type Code } from './code.ts'
import type { Piece } from './data-flow.ts'
import { isBlock, isComment, isFunction, isLoop, statementsOf } from './statements.ts'

/** How a piece of code is left, but at its end. */
export interface Exits {
  returns: SyntaxNode[]
  awaits: boolean
}

const switches =
  /^(?:switch_statement|switch_expression|expression_switch_statement|type_switch_statement|select_statement)$/

/** What means something else in a function of its own. */
const bound: Record<Code['family'], RegExp> = {
  python: /^(?:yield|delete_statement|global_statement|nonlocal_statement|class_definition|match_statement)$/,
  script: /^(?:yield_expression|super|meta_property|class_declaration|labeled_statement|using_declaration)$/,
  java: /^(?:yield_statement|explicit_constructor_invocation|super|labeled_statement|class_declaration|record_declaration)$/,
  go: /^(?:defer_statement|goto_statement|labeled_statement|type_declaration|const_declaration)$/,
}

/** Names whose meaning depends on the function that they stand in. */
const magic: Record<Code['family'], RegExp> = {
  python: /^(?:super|locals|vars|eval|exec|__class__|globals|dir)$/,
  script: /^(?:arguments|eval)$/,
  java: /^$/,
  go: /^(?:recover|iota)$/,
}

/** Null where a piece cannot be a function of its own: it jumps out, yields, or names what is only there where it stands. */
export function exitsOf(piece: Piece, { family, root }: Code): Exits | null {
  const { start, end } = piece
  const exits: Exits = { returns: [], awaits: false }
  const tops =
    piece.statements.length > 0
      ? piece.statements
      : [root.descendantForIndex(start, end - 1)].flatMap(node => node ?? [])
  for (const top of tops) {
    for (const node of nodesIn(top)) {
      if (bound[family].test(node.type) && node.isNamed) return null
      if (node.childCount === 0 && magic[family].test(node.text)) return null
      if (node.isError || node.isMissing) return null
      const isOwn = !isInInnerFunction(node, piece, family)
      if (!isOwn) continue
      if (/^(?:break_statement|continue_statement)$/.test(node.type) && !staysInside(node, piece)) return null
      if (node.type === 'return_statement') exits.returns.push(node)
      exits.awaits ||= /^(?:await|await_expression)$/.test(node.type) && node.isNamed
      // Asynchronous loops and blocks wait as well.
      if (/^(?:for_statement|with_statement|for_in_statement|for_in_clause)$/.test(node.type))
        exits.awaits ||= node.children.some(({ type }) => type === 'async' || type === 'await')
    }
  }
  return exits
}

function isInInnerFunction(node: SyntaxNode, { owner }: Piece, family: Code['family']): boolean {
  for (const parent of ancestorsOf(node)) {
    if (parent.startIndex === owner.startIndex && parent.endIndex === owner.endIndex) return false
    if (isFunction(parent, family)) return true
  }
  return false
}

function staysInside(jump: SyntaxNode, { start, end }: Piece): boolean {
  // One with a label leads nobody knows where.
  if (jump.namedChildren.some(child => !isComment(child))) return false
  let isInElse = false
  for (const parent of ancestorsOf(jump)) {
    // In Python what stands behind the `else` of a loop is not in that loop.
    const isLeft = isInElse
    isInElse = parent.type === 'else_clause'
    if (isLeft) continue
    const isTarget = isLoop(parent) || (jump.type === 'break_statement' && switches.test(parent.type))
    if (isTarget) return isWithin(parent, start, end)
  }
  return false
}

/** Whether a function that has the piece ends with it in any case: nothing stands behind it, or it always returns or throws. */
export function endsFunction(piece: Piece): boolean {
  const last = piece.statements.findLast(statement => !isComment(statement))
  if (last && /^(?:return_statement|throw_statement|raise_statement)$/.test(last.type)) return true
  const body = piece.owner.childForFieldName('body')
  if (!body || !last || !isBlock(body)) return false
  return statementsOf(body).findLast(statement => !isComment(statement))?.endIndex === last.endIndex
}
