import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp } from '../ir.ts'
import { lowerClass } from './classes.ts'
import { lowerExpression } from './expressions.ts'
import { declarationOf } from './hoisting.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'
import { namesIn } from './patterns.ts'
import { lowerStatement } from './statements.ts'

/** The variables in which a module has what it exports: those of CommonJS, and for the others the same. */
export function declareModule({ builder }: Lowering, root: SyntaxNode): void {
  const span = { start: root.startIndex, end: root.startIndex }
  const exported = builder.make({ op: 'map', type: null, entries: [], span })
  builder.write(builder.declare('exports', null, span), exported, span)
  const entries = [{ key: 'exports', value: exported }]
  builder.write(builder.declare('module', null, span), builder.make({ op: 'map', type: null, entries, span }), span)
}

/** `export` of a declaration, of a value, or of names. */
export function lowerExport(node: SyntaxNode, lowering: Lowering): void {
  const declared = declarationOf(node)
  const isDefault = node.children.some(child => child.type === 'default')
  if (declared && /^(abstract_)?class(_declaration)?$/.test(declared.type)) {
    lowerClass(declared, lowering)
    return
  }
  if (declared && isDefault && !/_declaration$/.test(declared.type)) {
    exportAs('default', lowerExpression(declared, lowering), node, lowering)
    return
  }
  if (declared) {
    lowerStatement(declared, lowering)
    const name = declared.childForFieldName('name')
    if (name && /function_declaration$/.test(declared.type))
      exportName(name, isDefault ? 'default' : name.text, lowering)
    for (const declarator of declared.type.endsWith('_declaration') ? declared.namedChildren : [])
      if (declarator.type === 'variable_declarator')
        for (const one of namesIn(declarator.childForFieldName('name'))) exportName(one, one.text, lowering)
  }
  if (node.childForFieldName('source')) return
  const clause = node.namedChildren.find(child => child.type === 'export_clause')
  for (const specifier of clause ? codeChildren(clause) : []) {
    const name = specifier.childForFieldName('name')
    if (name) exportName(name, specifier.childForFieldName('alias')?.text ?? name.text, lowering)
  }
}

function exportName(name: SyntaxNode, exported: string, lowering: Lowering): void {
  const variable = lowering.builder.lookup(name.text)
  if (variable !== null) exportAs(exported, lowering.builder.read(variable, spanOf(name)), name, lowering)
}

function exportAs(name: string, value: Temp, node: SyntaxNode, { builder }: Lowering): void {
  const exported = builder.lookup('exports')
  if (exported !== null) builder.setField(builder.read(exported, spanOf(node)), null, name, value, spanOf(node))
}
