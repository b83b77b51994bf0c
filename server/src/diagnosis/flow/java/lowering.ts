import type { SyntaxNode } from '../../../syntax/tree.ts'
import { FunctionBuilder, TooLargeError, type FunctionHead } from '../function-builder.ts'
import type { ClassIr, Temp } from '../ir.ts'
import type { Names } from './names.ts'

export { spanOf } from '../lower-alike.ts'

/** Deepest nesting that is lowered; below it the stack might not suffice. */
const deepest = 800

/** A function that is being lowered, and where it stands. */
export interface Lowering {
  builder: FunctionBuilder
  names: Names
  /** The class around it, and those around that, innermost first. */
  classes: readonly ClassIr[]
  /** Takes the classes that are declared inside the function. */
  addClass: (node: SyntaxNode, body: SyntaxNode, supertype: string | null, from: Lowering) => string
  /** Takes the value of the `switch` around, where there is one. */
  yields: ((value: Temp) => void) | null
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
  return { ...lowering, yields: null, builder: new FunctionBuilder(head, lowering.builder) }
}

/** The children that are code. */
export function codeChildren(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter(child => child.type !== 'line_comment' && child.type !== 'block_comment')
}
