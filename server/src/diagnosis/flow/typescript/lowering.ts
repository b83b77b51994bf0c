import type { SyntaxNode } from '../../../syntax/tree.ts'
import { FunctionBuilder, type FunctionHead } from '../function-builder.ts'
import type { Span, Temp, UnitIr, Variable } from '../ir.ts'
import type { Names } from './names.ts'

export { spanOf } from '../lower-alike.ts'

/** Deepest nesting that is lowered; below it the stack might not suffice. */
const deepest = 400

/** A function that is being lowered, and where it stands. */
export interface Lowering {
  builder: FunctionBuilder
  names: Names
  unit: UnitIr
  /** The class around it, and what that extends. */
  className: string | null
  supertype: string | null
  /** Where a generator keeps what it yields. */
  yielded: Variable | null
  depth: number
}

/** Goes one level deeper; what is nested too deeply is left out. */
export function nested<Result>(lowering: Lowering, run: () => Result, leftOut: () => Result): Result {
  if (lowering.depth >= deepest) return leftOut()
  lowering.depth++
  try {
    return run()
  } finally {
    lowering.depth--
  }
}

/** A function inside another, which sees its variables. */
export function inner(lowering: Lowering, head: FunctionHead): Lowering {
  return { ...lowering, yielded: null, builder: new FunctionBuilder(head, lowering.builder) }
}

/** The children that are code. */
export function codeChildren(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter(child => child.type !== 'comment')
}

/** Whether a keyword or sign stands among the children. */
export function hasToken(node: SyntaxNode, token: string): boolean {
  return node.children.some(child => child.type === token)
}

/** Something of which nothing is known. */
export function nothing({ builder }: Lowering, span: Span): Temp {
  return builder.make({ op: 'unknown', of: [], span })
}
