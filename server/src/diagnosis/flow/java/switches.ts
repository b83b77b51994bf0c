import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Constant, Temp } from '../ir.ts'
import { lowerExpression } from './expressions.ts'
import { literalOf } from './literals.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'
import { lowerStatement, lowerStatements } from './statements.ts'

/** A `switch`, as a statement or as a value. */
export function lowerSwitch(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const subject = lowerExpression(node.childForFieldName('condition'), lowering)
  const groups = node.childForFieldName('body')?.namedChildren ?? []
  return builder.choice(null, spanOf(node), put => {
    const outer = lowering.yields
    lowering.yields = put
    const cases = groups
      .filter(group => group.type.startsWith('switch_'))
      .map(group => ({ ...labelsOf(group), body: () => lowerGroup(group, put, lowering) }))
    builder.switch(subject, cases, spanOf(node), { fallsThrough: groups[0]?.type === 'switch_block_statement_group' })
    lowering.yields = outer
  })
}

function lowerGroup(group: SyntaxNode, put: (value: Temp) => void, lowering: Lowering): void {
  const body = codeChildren(group).filter(child => child.type !== 'switch_label')
  const only = group.type === 'switch_rule' ? body[0] : undefined
  if (only?.type === 'expression_statement') put(lowerExpression(codeChildren(only)[0] ?? null, lowering))
  else if (only) lowerStatement(only, lowering)
  else lowerStatements(body, lowering)
}

/** Names of constants are not known here: such a case may always hold. */
function labelsOf(group: SyntaxNode): { constants: Constant[] | null; isDefault: boolean } {
  const labels = group.namedChildren.filter(child => child.type === 'switch_label')
  const values = labels.flatMap(label => codeChildren(label)).map(literalOf)
  const isDefault = labels.some(label => label.children[0]?.type === 'default')
  const constants = values.filter(value => value !== undefined)
  return { constants: constants.length === values.length ? constants : null, isDefault }
}
