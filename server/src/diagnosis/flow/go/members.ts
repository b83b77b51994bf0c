import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp, Variable } from '../ir.ts'
import { lowerExpression } from './expressions.ts'
import { spanOf, type Lowering } from './lowering.ts'
import { importOf } from './names.ts'

/** What an identifier or `a.b` means. */
export type Member =
  | { kind: 'variable'; variable: Variable }
  | { kind: 'field'; object: Temp | null; type: string | null; name: string }
  | { kind: 'function'; name: string }

/** Finds out what an identifier or `a.b` means, evaluating what stands before the dot. */
export function memberOf(node: SyntaxNode, lowering: Lowering): Member {
  if (node.type !== 'selector_expression') return meaningOf(node.text, lowering)
  const name = node.childForFieldName('field')?.text ?? ''
  const operand = node.childForFieldName('operand')
  const place = operand && packageOf(operand, lowering)
  if (place !== null) return { kind: 'field', object: null, type: place, name }
  return { kind: 'field', object: lowerExpression(operand, lowering), type: null, name }
}

function meaningOf(name: string, { builder, names }: Lowering): Member {
  const variable = builder.lookup(name)
  if (variable !== null) return { kind: 'variable', variable }
  if (names.functions.has(name)) return { kind: 'function', name }
  // What the file does not declare stands in another one of the package.
  const type = names.globals.has(name) ? names.globalType : names.folder
  return { kind: 'field', object: null, type, name }
}

/** The import path of a package where a node names one. */
export function packageOf(node: SyntaxNode, { builder, names }: Lowering): string | null {
  if (node.type !== 'identifier') return null
  const full = importOf(node.text, names)
  return full === undefined || builder.lookup(node.text) !== null ? null : full
}

export function readMember(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  const member = memberOf(node, lowering)
  switch (member.kind) {
    case 'variable':
      return builder.read(member.variable, span)
    case 'function':
      return builder.make({ op: 'global', name: member.name, span })
    case 'field':
      return builder.make({ op: 'field', object: member.object, type: member.type, name: member.name, span })
  }
}
