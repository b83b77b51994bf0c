import type { SyntaxNode } from '../../../syntax/tree.ts'
import { lowerClass } from './classes.ts'
import { lowerClosure } from './functions.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'
import { assign } from './targets.ts'

/** A function or class, with what decorates it. */
export interface Definition {
  node: SyntaxNode
  decorators: readonly SyntaxNode[]
}

/** What a statement defines; null where it defines nothing. */
export function definitionIn(statement: SyntaxNode): Definition | null {
  if (/^(function|class)_definition$/.test(statement.type)) return { node: statement, decorators: [] }
  if (statement.type !== 'decorated_definition') return null
  const node = statement.childForFieldName('definition')
  const decorators = codeChildren(statement).filter(child => child.type === 'decorator')
  return node && { node, decorators }
}

/** A function or class inside a function. Those of the module have been lowered on their own. */
export function lowerDefinition(statement: SyntaxNode, lowering: Lowering): void {
  const definition = definitionIn(statement)
  const name = definition?.node.childForFieldName('name')
  if (!definition || !name) return
  const { node, decorators } = definition
  if (node.type === 'class_definition') {
    if (lowering.isModule && lowering.names.classes.has(name.text)) return
    const prefix = lowering.classes[0]?.name ?? lowering.names.module
    lowering.localClasses.set(name.text, lowerClass(node, decorators, prefix, lowering))
    return
  }
  if (lowering.isModule && lowering.names.functions.has(name.text)) return
  assign(name, lowerClosure({ node, decorators, first: null }, lowering), null, spanOf(name), lowering)
}
