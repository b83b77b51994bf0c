import type { Frame } from './frame.ts'
import type { Instruction } from './ir.ts'
import { leave } from './members.ts'
import type { State } from './state.ts'
import { valueOf } from './frame.ts'
import { isNumberType, join, ofType, unknown, type ObjectId, type Pair, type Value } from './values.ts'

/** One of several results of a call. The last one is an error, or says whether the others are there: nothing comes out of it. */
export function resultOf(
  { of, at, count, isPaired }: Extract<Instruction, { op: 'result' }>,
  state: State,
  frame: Frame,
): Value {
  const whole = valueOf(frame, of)
  const isLast = at === count - 1
  const pair = isPaired ? whole.pair : undefined
  if (whole.type === 'tuple') {
    const all = whole.objects.map(id => state.heap.get(id)?.list?.[at] ?? unknown)
    const held = all.reduce<Value | null>((one, other) => (one ? join(one, other) : other), null) ?? unknown
    return pair ? { ...held, pair: isLast ? { ...pair, role: 'error' } : pair } : held
  }
  const type = whole.type?.split(', ')[at] ?? null
  const known = type === '' ? null : type
  if (isLast) return pair ? { ...ofType(known), pair: { ...pair, role: 'error' } } : ofType(known)
  if (isNumberType(known)) return ofType(known)
  const { constant, taints, nullness, objects, closure } = whole
  const value: Value =
    at === 0 ? { constant, taints, nullness, type: known, objects, closure } : { ...ofType(known), taints }
  return pair ? { ...value, pair } : value
}

/** Marks that somebody has looked at the error of a call, in whatever way. */
export function markSeen({ id }: Pair, state: State): void {
  change(id, state, value => (value.pair ? { ...value, pair: { ...value.pair, isSeen: true } } : value))
}

/** What a call has given where its error is null, or is not: where it has failed nothing is open. */
export function refinePair({ id, isNull }: Pair, hasFailed: boolean, state: State): void {
  if (hasFailed) leave({ ...unknown, objects: [id] }, state)
  change(id, state, value => {
    if (value.pair?.role === 'error') return value
    if (hasFailed) leave(value, state)
    return isNull ? { ...value, nullness: hasFailed ? 'null' : 'not-null' } : value
  })
}

/** Changes what is known of the results of a call, in whatever variables they are. */
function change(id: ObjectId, state: State, update: (value: Value) => Value): void {
  for (const [at, value] of state.variables.entries()) if (value?.pair?.id === id) state.variables[at] = update(value)
  for (const [at, object] of state.heap)
    if (object.rest?.pair?.id === id) state.heap.set(at, { ...object, rest: update(object.rest) })
}
