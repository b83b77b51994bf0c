import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Constant, Temp } from '../ir.ts'
import { lowerCondition } from './conditions.ts'
import { lowerExpression } from './expressions.ts'
import { literalOf } from './literals.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'
import { lowerStatement } from './statements.ts'
import { assign } from './targets.ts'

/** `match`: patterns of literals are told apart, all others may hold. */
export function lowerMatch(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const subjects = codeChildren(node).filter(child => child.type !== 'block')
  const made = subjects.map(child => lowerExpression(child, lowering))
  const [only = 0] = made
  const subject = made.length === 1 ? only : builder.make({ op: 'unknown', of: made, span: spanOf(node) })
  const clauses = node.childForFieldName('body')?.namedChildren.filter(child => child.type === 'case_clause') ?? []
  builder.switch(
    subject,
    clauses.map(clause => ({ ...meaningOf(clause), body: () => lowerCase(clause, subject, lowering) })),
    spanOf(node),
    { fallsThrough: false, takesBreak: false },
  )
}

function patternsOf(clause: SyntaxNode): SyntaxNode[] {
  return codeChildren(clause).filter(child => child.type === 'case_pattern')
}

function meaningOf(clause: SyntaxNode): { constants: Constant[] | null; isDefault: boolean } {
  const patterns = patternsOf(clause)
  const [pattern] = patterns
  const hasGuard = codeChildren(clause).some(child => child.type === 'if_clause')
  if (!pattern || patterns.length > 1 || hasGuard) return { constants: null, isDefault: false }
  if (pattern.text === '_') return { constants: null, isDefault: true }
  const inside = codeChildren(pattern)[0]
  const literals = inside?.type === 'union_pattern' ? codeChildren(inside) : [inside ?? pattern]
  const constants = literals.map(one => literalOf(one))
  const isKnown = pattern.children[0]?.isNamed === true && !constants.includes(undefined)
  return { constants: isKnown ? constants.filter(one => one !== undefined) : null, isDefault: false }
}

/** Names in a pattern take parts of what is matched. */
function lowerCase(clause: SyntaxNode, subject: Temp, lowering: Lowering): void {
  const { builder } = lowering
  const part = builder.make({ op: 'unknown', of: [subject], span: spanOf(clause) })
  for (const pattern of patternsOf(clause)) bind(pattern, part, subject, lowering)
  const guard = codeChildren(clause).find(child => child.type === 'if_clause')
  const body = (): void => lowerStatement(clause.childForFieldName('consequence'), lowering)
  if (!guard) body()
  else
    builder.ifElse(
      (then, otherwise) => lowerCondition(codeChildren(guard)[0] ?? null, then, otherwise, lowering),
      body,
      null,
    )
}

function bind(pattern: SyntaxNode, part: Temp, subject: Temp, lowering: Lowering): void {
  const open: { node: SyntaxNode; isWhole: boolean }[] = [{ node: pattern, isWhole: true }]
  for (let one = open.pop(); one; one = open.pop()) {
    const { node, isWhole } = one
    const name = node.type === 'identifier' || (node.type === 'dotted_name' && !node.text.includes('.')) ? node : null
    if (name) {
      const target = name.type === 'identifier' ? name : (name.namedChildren[0] ?? name)
      assign(target, isWhole ? subject : part, null, spanOf(target), lowering)
      continue
    }
    // The name of a class, and of its attributes, are no targets.
    const children = codeChildren(node)
    const inside = node.type === 'class_pattern' || node.type === 'keyword_pattern' ? children.slice(1) : children
    if (node.type !== 'string')
      for (const child of inside) open.push({ node: child, isWhole: isWhole && node.type === 'case_pattern' })
  }
}
