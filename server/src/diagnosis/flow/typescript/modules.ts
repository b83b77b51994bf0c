import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp } from '../ir.ts'
import { lowerClass } from './classes.ts'
import { exportedNames } from './export-table.ts'
import { lowerExpression } from './expressions.ts'
import { declarationOf } from './hoisting.ts'
import { spanOf, type Lowering } from './lowering.ts'
import { lowerStatement } from './statements.ts'

/** The variables in which a module has what it exports: those of CommonJS, and for the others the same. */
export function declareModule({ builder }: Lowering, root: SyntaxNode): void {
  const span = { start: root.startIndex, end: root.startIndex }
  const exported = builder.make({ op: 'map', type: null, entries: [], span })
  builder.write(builder.declare('exports', null, span), exported, span)
  const entries = [{ key: 'exports', value: exported }]
  builder.write(builder.declare('module', null, span), builder.make({ op: 'map', type: null, entries, span }), span)
}

/** What stands behind `export` runs where it stands. */
export function lowerExport(node: SyntaxNode, lowering: Lowering): void {
  const declared = declarationOf(node)
  const isDefault = node.children.some(child => child.type === 'default')
  if (declared && isDefault && !/_declaration$/.test(declared.type)) {
    const value = declared.type === 'class' ? classValue(declared, lowering) : lowerExpression(declared, lowering)
    exportAs('default', value, node, lowering)
  } else if (declared && /^(abstract_)?class(_declaration)?$/.test(declared.type)) lowerClass(declared, lowering)
  else if (declared) lowerStatement(declared, lowering)
}

/** What a module exports under names, as it is when all of it has run; then it hands over everything. */
export function lowerExports(statements: readonly SyntaxNode[], lowering: Lowering): void {
  const { builder, names } = lowering
  for (const statement of statements) {
    if (statement.type !== 'export_statement' || statement.childForFieldName('source')) continue
    for (const { local, exported } of exportedNames(statement)) {
      const [variable, declared] = [builder.lookup(local.text), names.classes.get(local.text)]
      const span = spanOf(local)
      if (variable !== null) exportAs(exported, builder.read(variable, span), local, lowering)
      else if (declared !== undefined)
        exportAs(exported, builder.make({ op: 'global', name: declared, span }), local, lowering)
    }
  }
  const end = statements.at(-1)?.endIndex ?? 0
  const span = { start: end, end }
  const module = builder.lookup('module')
  if (module === null) return
  const object = builder.read(module, span)
  builder.return(builder.make({ op: 'field', object, type: null, name: 'exports', span }), span)
}

function classValue(node: SyntaxNode, lowering: Lowering): Temp {
  return lowering.builder.make({ op: 'global', name: lowerClass(node, lowering), span: spanOf(node) })
}

function exportAs(name: string, value: Temp, node: SyntaxNode, { builder }: Lowering): void {
  const exported = builder.lookup('exports')
  if (exported !== null) builder.setField(builder.read(exported, spanOf(node)), null, name, value, spanOf(node))
}
