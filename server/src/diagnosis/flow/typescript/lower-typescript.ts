import type { SyntaxNode } from '../../../syntax/tree.ts'
import { FunctionBuilder, TooLargeError } from '../function-builder.ts'
import type { UnitIr } from '../ir.ts'
import { declarationOf, declareVariables, hoist } from './hoisting.ts'
import { codeChildren, type Lowering } from './lowering.ts'
import { classNameOf } from './classes.ts'
import { declareModule, lowerExports } from './modules.ts'
import { exportTable, type ExportTable } from './export-table.ts'
import { readImport, type Names } from './names.ts'
import { lowerStatement } from './statements.ts'

const tables = new WeakMap<UnitIr, ExportTable>()

/** What a file exports, as far as its own text tells; null for a file of another language. */
export function exportsOf(unit: UnitIr): ExportTable | null {
  return tables.get(unit) ?? null
}

/** Lowers a file of JavaScript, TypeScript, or either with elements in it. The file itself is a function, in which all others stand, and returns what it exports. */
export function lowerTypescript(path: string, root: SyntaxNode): UnitIr {
  const unit: UnitIr = { path, classes: [], functions: [], wildcards: [] }
  const builder = new FunctionBuilder({
    name: '',
    className: null,
    span: { start: 0, end: root.endIndex },
    isVariadic: false,
    isLenient: true,
    isStatic: true,
    isAbstract: false,
    returnType: null,
    annotations: [],
  })
  const names: Names = { path, imports: new Map(), exported: new Map(), classes: new Map(), modules: new Set() }
  const lowering: Lowering = { builder, names, unit, className: null, supertype: null, yielded: null, depth: 0 }
  const statements = codeChildren(root)
  try {
    for (const statement of statements) {
      readImport(statement, names)
      const declared = declarationOf(statement)
      const name =
        declared && /^(abstract_)?class_declaration$/.test(declared.type) && declared.childForFieldName('name')
      if (name) names.classes.set(name.text, classNameOf(declared, path))
    }
    tables.set(unit, exportTable(statements, names))
    declareModule(lowering, root)
    declareVariables(root, lowering)
    hoist(statements, lowering)
    for (const statement of statements) lowerStatement(statement, lowering)
    lowerExports(statements, lowering)
  } catch (error) {
    // What comes before is analysed all the same: a file's end is often a table.
    if (!(error instanceof TooLargeError)) throw error
  }
  unit.functions.push(builder.finish())
  return unit
}
