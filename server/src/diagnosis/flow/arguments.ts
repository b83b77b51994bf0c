import type { CallInstruction, FunctionIr } from './ir.ts'
import { deepTaints, type State } from './state.ts'
import { constantValue, joinTaints, ofType, unknown, type Value } from './values.ts'

/** Whether a function can be called with so many arguments, in places and by names. */
export function takes(called: FunctionIr, count: number): boolean {
  if (called.isLenient) return true
  if (called.isVariadic) return count >= called.parameterCount - 1
  const parameters = called.variables.slice(0, called.parameterCount)
  if (!parameters.some(one => one.isOptional === true || one.takes)) return count === called.parameterCount
  const needed = parameters.filter(one => one.isOptional !== true && one.takes !== 'rest' && one.takes !== 'names')
  const isOpen = parameters.some(one => one.takes === 'rest' || one.takes === 'names')
  return count >= needed.length && (isOpen || count <= parameters.length)
}

/** How many arguments a call has; null where some are spread out. */
export function countOf({ arguments: all, argumentNames }: CallInstruction): number | null {
  return argumentNames?.some(name => name === '*' || name === '**') === true ? null : all.length
}

/** What each parameter is given, in languages that know names, defaults and rests; else the arguments as they are. */
export function bound(
  called: FunctionIr,
  call: CallInstruction,
  values: readonly Value[],
  state: State,
): readonly Value[] {
  const parameters = called.variables.slice(0, called.parameterCount)
  const names = call.argumentNames
  if (!names && !parameters.some(one => one.isOptional === true || one.takes)) return values
  const spread = values.filter((_, at) => names?.[at] === '*' || names?.[at] === '**')
  const placed = values.filter((_, at) => (names?.[at] ?? null) === null)
  const named = new Map(
    values.flatMap((value, at) => {
      const name = names?.[at] ?? null
      return name === null || name.startsWith('*') ? [] : [[name, value] as const]
    }),
  )
  return parameters.map(one => {
    if (one.takes === 'rest') return together(placed.splice(0).concat(spread), 'tuple', state)
    if (one.takes === 'names') return together([...named.values(), ...spread], 'dict', state)
    const own = named.get(one.name) ?? (one.takes === 'name' ? undefined : placed.shift())
    named.delete(one.name)
    if (own) return own
    if (spread.length > 0) return together(spread, one.type, state)
    return one.default === undefined ? ofType(one.type) : constantValue(one.default)
  })
}

function together(values: readonly Value[], type: string | null, state: State): Value {
  const taints = values.map(value => deepTaints(value, state.heap)).reduce(joinTaints, unknown.taints)
  return { ...ofType(type), taints, nullness: type === null ? 'unknown' : 'not-null' }
}

/** The argument in a place, or of a name: as a list of those that it may be. `-1` is what the call is on. */
export function argumentsAt(
  place: number | string,
  { argumentNames }: CallInstruction,
  receiver: Value | null,
  values: readonly Value[],
): readonly Value[] {
  if (place === -1) return receiver ? [receiver] : []
  if (!argumentNames) return typeof place === 'number' && values[place] ? [values[place]] : []
  const found = argumentNames.findIndex((name, at) =>
    typeof place === 'string' ? name === place : at === place && name === null,
  )
  const value = values[found]
  if (value) return [value]
  // It may be among those that are spread out.
  return values.filter((_, at) => argumentNames[at] === (typeof place === 'string' ? '**' : '*'))
}
