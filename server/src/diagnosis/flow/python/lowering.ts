import type { SyntaxNode } from '../../../syntax/tree.ts'
import { FunctionBuilder, TooLargeError, type FunctionHead } from '../function-builder.ts'
import type { ClassIr, UnitIr, Variable } from '../ir.ts'
import type { Imports, Names } from './names.ts'

export { spanOf } from '../lower-alike.ts'

/** Deepest nesting that is lowered; below it the stack might not suffice. */
const deepest = 400

/** A function that is being lowered, and where it stands. */
export interface Lowering {
  builder: FunctionBuilder
  unit: UnitIr
  names: Names
  /** What this function imports itself, then those around it, then the file. */
  imports: Imports
  /** The class around it, and those around that, innermost first. */
  classes: readonly ClassIr[]
  /** Classes that are declared inside functions, by the name that they have there. */
  localClasses: Map<string, string>
  /** Names that mean the module's variables here, because of `global`. */
  globals: ReadonlySet<string>
  /** Whether it is what runs when the file is loaded. */
  isModule: boolean
  /** What the function yields is gathered here. */
  yielded: Variable | null
  /** The framework that sends what is returned to a browser as it is; null where none does. */
  answers: string | null
  depth: number
}

/** Goes one level deeper, or gives the function up. */
export function nested<Result>(lowering: Lowering, run: () => Result): Result {
  if (++lowering.depth > deepest) throw new TooLargeError('deeper nested than is analysed')
  const result = run()
  lowering.depth--
  return result
}

/** A function inside another, which sees its variables. */
export function inner(lowering: Lowering, head: FunctionHead): Lowering {
  return {
    ...lowering,
    imports: { own: new Map(), around: lowering.imports },
    localClasses: new Map(lowering.localClasses),
    globals: new Set(),
    isModule: false,
    yielded: null,
    answers: null,
    builder: new FunctionBuilder(head, lowering.builder),
  }
}

/** The children that are code. */
export function codeChildren(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter(child => child.type !== 'comment' && child.type !== 'line_continuation')
}
