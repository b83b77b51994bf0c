import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp } from '../ir.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, nothing, spanOf, type Lowering } from './lowering.ts'

/** An element: its attributes are written to it, so that models can say which must not come from outside. Its texts are escaped. */
export function lowerJsx(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const opening =
    node.type === 'jsx_element' ? node.namedChildren.find(child => child.type === 'jsx_opening_element') : node
  const name = opening?.childForFieldName('name')?.text ?? ''
  // Components do with their properties what they like.
  const element = builder.make({
    op: 'global',
    name: /^[a-z]/.test(name) ? 'jsx' : 'jsx.component',
    span: spanOf(node),
  })
  for (const child of opening?.namedChildren ?? []) {
    if (child.type === 'jsx_attribute') lowerAttribute(child, element, lowering)
    if (child.type === 'jsx_expression') lowerExpression(inside(child), lowering)
  }
  if (opening !== node)
    for (const child of codeChildren(node))
      if (/^jsx_(expression|element|self_closing_element|fragment)$/.test(child.type))
        lowerExpression(child.type === 'jsx_expression' ? inside(child) : child, lowering)
  return nothing(lowering, spanOf(node))
}

function lowerAttribute(attribute: SyntaxNode, element: Temp, lowering: Lowering): void {
  const [name, value] = codeChildren(attribute)
  if (!name || value?.type !== 'jsx_expression') return
  const made = lowerExpression(inside(value), lowering)
  lowering.builder.setField(element, null, name.text, made, spanOf(attribute))
}

function inside(expression: SyntaxNode): SyntaxNode | null {
  const [child] = codeChildren(expression)
  return (child?.type === 'spread_element' ? codeChildren(child)[0] : child) ?? null
}
