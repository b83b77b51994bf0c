import type { SyntaxNode } from '../../../syntax/tree.ts'
import { FunctionBuilder, TooLargeError, type FunctionHead } from '../function-builder.ts'
import type { Block, Temp, Variable } from '../ir.ts'
import { spanOf } from '../lower-alike.ts'
import type { Names } from './names.ts'

export { spanOf }

/** Deepest nesting that is lowered; below it the stack might not suffice. */
const deepest = 500

/** A function that is being lowered, and where it stands. */
export interface Lowering {
  builder: FunctionBuilder
  names: Names
  /** Results that have names, in their order: what a bare `return` returns. */
  results: Variable[]
  /** What runs when the function is left, the last first. */
  deferred: (() => void)[]
  /** Where `goto` finds its labels. */
  labels: Map<string, Block>
  depth: number
}

/** Begins a function, or one inside another, which sees the variables of that. */
export function openFunction(head: FunctionHead, names: Names, around: Lowering | null): Lowering {
  return {
    builder: new FunctionBuilder(head, around?.builder ?? null),
    names,
    results: [],
    deferred: [],
    labels: new Map(),
    depth: around?.depth ?? 0,
  }
}

/** Goes one level deeper, or gives the function up. */
export function nested<Result>(lowering: Lowering, run: () => Result): Result {
  if (++lowering.depth > deepest) throw new TooLargeError('deeper nested than is analysed')
  const result = run()
  lowering.depth--
  return result
}

/** The children that are code. */
export function codeChildren(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter(child => child.type !== 'comment')
}

/** Something of which nothing is known. */
export function nothingKnown({ builder }: Lowering, node: SyntaxNode, of: Temp[] = []): Temp {
  return builder.make({ op: 'unknown', of, span: spanOf(node) })
}
