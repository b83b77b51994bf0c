import type { FunctionIr, Variable } from '../ir.ts'

/** The variables of a function that closures share with it: those that its own closures capture, and those that it captures itself. */
export function capturedVariables(within: FunctionIr): Set<Variable> {
  const captured = new Set<Variable>()
  for (const [at, variable] of within.variables.entries()) if (variable.captured !== null) captured.add(at)
  for (const closure of closuresOf(within))
    for (const { captured: slot } of closure.variables) if (slot !== null) captured.add(slot)
  return captured
}

/** The function values that a function makes. */
export function closuresOf({ blocks }: FunctionIr): FunctionIr[] {
  return blocks.flatMap(block => block.instructions.flatMap(one => (one.op === 'closure' ? [one.function] : [])))
}
