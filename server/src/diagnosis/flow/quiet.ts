import type { FunctionIr, UnitIr } from './ir.ts'
import type { ModelIndex } from './model-index.ts'

const quiet = new WeakMap<UnitIr, boolean>()
const sizes = new WeakMap<FunctionIr, number>()

/** Whether nothing in a file can bring anything from outside. */
export function isQuiet(unit: UnitIr, models: ModelIndex): boolean {
  const known = quiet.get(unit)
  if (known !== undefined) return known
  const all = [...unit.functions, ...unit.classes.flatMap(one => [...one.methods.values()].flat())]
  const isIt = !all.some(one => hasSource(one, models))
  quiet.set(unit, isIt)
  return isIt
}

function hasSource(within: FunctionIr, models: ModelIndex): boolean {
  if (within.variables.some(one => one.annotations.length > 0 && models.parameterOf(one.annotations) !== null))
    return true
  return within.blocks.some(block =>
    block.instructions.some(
      one =>
        ((one.op === 'call' || one.op === 'field') && models.isSourceName(one.name)) ||
        (one.op === 'closure' && hasSource(one.function, models)),
    ),
  )
}

/** How many instructions a function has. */
export function sizeOf(within: FunctionIr): number {
  const known = sizes.get(within) ?? within.blocks.reduce((sum, block) => sum + block.instructions.length, 0)
  sizes.set(within, known)
  return known
}

const writers = new WeakMap<FunctionIr, boolean>()

/** Whether a function changes variables of the functions around it. */
export function writesCaptured(within: FunctionIr): boolean {
  const known = writers.get(within)
  if (known !== undefined) return known
  const isIt = within.blocks.some(block =>
    block.instructions.some(one => one.op === 'write' && within.variables[one.variable]?.root),
  )
  writers.set(within, isIt)
  return isIt
}
