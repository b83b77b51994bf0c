import type { SyntaxNode } from '../../../syntax/tree.ts'
import { FunctionBuilder, TooLargeError } from '../function-builder.ts'
import type { UnitIr } from '../ir.ts'
import { declareVariables, hoist } from './hoisting.ts'
import { codeChildren, type Lowering } from './lowering.ts'
import { declareModule } from './modules.ts'
import { readImport } from './names.ts'
import { lowerStatement } from './statements.ts'

/** Lowers a file of JavaScript, TypeScript, or either with elements in it. The file itself is a function, in which all others stand. */
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
  const names = { imports: new Map<string, string>(), classes: new Set<string>(), modules: new Set<string>() }
  const lowering: Lowering = { builder, names, unit, className: null, supertype: null, yielded: null, depth: 0 }
  const statements = codeChildren(root)
  try {
    for (const statement of statements) readImport(statement, names)
    declareModule(lowering, root)
    declareVariables(root, lowering)
    hoist(statements, lowering)
    for (const statement of statements) lowerStatement(statement, lowering)
  } catch (error) {
    // What comes before is analysed all the same: a file's end is often a table.
    if (!(error instanceof TooLargeError)) throw error
  }
  unit.functions.push(builder.finish())
  return unit
}
