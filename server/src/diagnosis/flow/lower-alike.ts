import type { SyntaxNode } from '../../syntax/tree.ts'
import { TooLargeError, type FunctionBuilder } from './function-builder.ts'
import type { BinaryOperator, Block, Span, Temp, Variable } from './ir.ts'

/** A place that can be read and written: its parts are evaluated once. */
export interface Target {
  read(): Temp
  write(value: Temp): void
}

/** What a name or a member that can be assigned to means. */
export type Assignable =
  { kind: 'variable'; variable: Variable } | { kind: 'field'; object: Temp | null; type: string | null; name: string }

export function spanOf(node: SyntaxNode): Span {
  return { start: node.startIndex, end: node.endIndex }
}

/** Null for what is too large; it is not analysed. */
export function attempt<Result>(lower: () => Result): Result | null {
  try {
    return lower()
  } catch (error) {
    if (error instanceof TooLargeError) return null
    throw error
  }
}

const operators: Record<string, BinaryOperator> = {
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '//': '//',
  '%': '%',
  '==': '==',
  '!=': '!=',
  '===': '==',
  '!==': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '&': '&',
  '|': '|',
  '^': '^',
}

/** The operator of a text such as `+` or `+=`; null where it is not modelled. `slash`: what `/` does with whole numbers. */
export function binaryOperator(text: string, slash: '/' | '//'): BinaryOperator | null {
  const operator = operators[text.replace(/(?<![=!<>])=$/, '')] ?? null
  return operator === '/' ? slash : operator
}

/** Branches by what two conditions say together: the right one is only asked where the left one leaves it open. */
export function shortCircuit(
  builder: FunctionBuilder,
  { isAnd, then, otherwise }: { isAnd: boolean; then: Block; otherwise: Block },
  lower: (side: 'left' | 'right', then: Block, otherwise: Block) => void,
): void {
  const right = builder.block()
  if (isAnd) lower('left', right, otherwise)
  else lower('left', then, right)
  builder.begin(right)
  lower('right', then, otherwise)
}

/** A variable, or a member of what has been evaluated, as something to assign to. `at`: where it stands; `span`: the assignment. */
export function targetAt(meant: Assignable, at: Span, span: Span, builder: FunctionBuilder): Target {
  if (meant.kind === 'variable') {
    const { variable } = meant
    return { read: () => builder.read(variable, at), write: value => builder.write(variable, value, span) }
  }
  const { object, type, name } = meant
  return {
    read: () => builder.make({ op: 'field', object, type, name, span: at }),
    write: value => builder.setField(object, type, name, value, span),
  }
}
