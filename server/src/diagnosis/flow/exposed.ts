import type { FunctionIr, Instruction, UnitIr } from './ir.ts'
import type { ModelIndex } from './model-index.ts'

const exposed = new WeakMap<UnitIr, boolean>()

/**
 * Whether something from outside may come into a file by itself: its parameters, types and libraries say so. Most files have none, and
 * what they call elsewhere need not be looked into.
 */
export function isExposed(unit: UnitIr, models: ModelIndex): boolean {
  const known = exposed.get(unit)
  if (known !== undefined) return known
  const all = [...unit.functions, ...unit.classes.flatMap(one => [...one.methods.values()].flat())]
  const fields = unit.classes.flatMap(one => [...one.fields.values()])
  const isIt = all.some(one => isOpen(one, models)) || fields.some(({ type }) => models.leadsOutside(type))
  exposed.set(unit, isIt)
  return isIt
}

function isOpen({ variables, blocks }: FunctionIr, models: ModelIndex): boolean {
  return (
    variables.some(
      ({ type, annotations }) =>
        models.leadsOutside(type) || (annotations.length > 0 && models.parameterOf(annotations) !== null),
    ) || blocks.some(block => block.instructions.some(one => bringsSomething(one, models)))
  )
}

function bringsSomething(instruction: Instruction, models: ModelIndex): boolean {
  switch (instruction.op) {
    case 'global':
      return models.leadsOutside(instruction.name)
    case 'cast':
      return models.leadsOutside(instruction.type)
    case 'field': {
      const { type, name } = instruction
      return models.isSourceName(name) && models.fieldOf(type, name, [])?.source !== undefined
    }
    case 'call': {
      const { type, name, form } = instruction
      const found = models.callsOf(type, form === 'new' ? 'new' : name, instruction.arguments.length, [])
      return found.some(
        one =>
          one.source !== undefined ||
          models.leadsOutside(one.returns ?? null) ||
          one.callbacks?.some(given => models.leadsOutside(given)) === true,
      )
    }
    case 'closure':
      return isOpen(instruction.function, models)
    default:
      return false
  }
}

/** A function that gives nothing, whatever it is given. */
const givesNothing =
  /\bfunction\s{1,9}\w+\s{0,9}\([^)]{0,200}\)[^{};]{0,100}\{\s{0,99}return (?:null|undefined)\b|\w =[^=\n]{0,200}=>\s{0,99}(?:\{\s{0,99}return )?(?:null|undefined)\b/

/** Whether a file may give something although nothing is given to it: what everybody can read of outside, or nothing at all. */
export function mayGiveByItself(text: string, models: ModelIndex): boolean {
  return models.ambient?.test(text) === true || givesNothing.test(text)
}
