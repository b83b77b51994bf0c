import type { Span } from './ir.ts'
import { join, joinTaints, type ObjectId, type Taint, type Value } from './values.ts'

/** An object that was made in the code that is analysed. Never changed in place. */
export interface ObjectState {
  type: string | null
  /** Members and elements under constant keys: `=` and the name or key. In some languages they are the same. */
  entries: ReadonlyMap<string, Value>
  /** The elements in their order where it is known; else null. */
  list: readonly Value[] | null
  /** What is somewhere in it; null for nothing. */
  rest: Value | null
  /** Where it was opened, of a resource that must be closed and is not yet. */
  openedAt: Span | null
}

/** What holds at a place of a function. */
export interface State {
  variables: (Value | null)[]
  heap: Map<ObjectId, ObjectState>
}

export function copyOf(state: State): State {
  return { variables: state.variables.slice(), heap: new Map(state.heap) }
}

/** Adds what holds in `other` to `into`; whether that changed anything. */
export function joinInto(into: State, other: State): boolean {
  let hasChanged = false
  for (const [at, value] of other.variables.entries()) {
    const known = into.variables[at] ?? null
    const joined = known && value ? join(known, value) : (known ?? value)
    if (joined !== known) hasChanged = true
    into.variables[at] = joined
  }
  for (const [id, object] of other.heap) {
    const known = into.heap.get(id)
    const joined = known ? joinObjects(known, object) : object
    if (joined !== known) {
      hasChanged = true
      into.heap.set(id, joined)
    }
  }
  return hasChanged
}

function joinObjects(a: ObjectState, b: ObjectState): ObjectState {
  if (a === b) return a
  const entries = joinEntries(a.entries, b.entries)
  const isSameLength = a.list !== null && b.list?.length === a.list.length
  const list = isSameLength ? joinLists(a.list ?? [], b.list ?? []) : null
  const lost = isSameLength ? [] : [...(a.list ?? []), ...(b.list ?? [])]
  const rest = [...lost, ...(b.rest ? [b.rest] : [])].reduce(joinRest, a.rest)
  const openedAt = a.openedAt ?? b.openedAt
  const isSame = entries === a.entries && list === a.list && rest === a.rest && openedAt === a.openedAt
  return isSame ? a : { type: a.type ?? b.type, entries, list, rest, openedAt }
}

export function joinRest(rest: Value | null, value: Value): Value {
  return rest ? join(rest, value) : value
}

function joinEntries(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  let joined: Map<string, Value> | null = null
  for (const [key, value] of b) {
    const known = a.get(key)
    const both = known ? join(known, value) : value
    if (both !== known) (joined ??= new Map(a)).set(key, both)
  }
  return joined ?? a
}

function joinLists(a: readonly Value[], b: readonly Value[]): readonly Value[] {
  let joined: Value[] | null = null
  for (const [at, value] of a.entries()) {
    const other = b[at]
    const both = other ? join(value, other) : value
    if (both !== value) (joined ??= [...a])[at] = both
  }
  return joined ?? a
}

/** Deepest that contents are looked into. */
const deepest = 4

/** The taints of a value and of all that it holds. */
export function deepTaints(value: Value, heap: ReadonlyMap<ObjectId, ObjectState>, depth = 0): readonly Taint[] {
  let taints = value.taints
  if (depth >= deepest) return taints
  for (const id of value.objects) {
    const object = heap.get(id)
    if (!object) continue
    for (const held of contents(object)) {
      // Most is neither tainted nor holds anything.
      if (held.taints.length > 0 || held.objects.length > 0)
        taints = joinTaints(taints, deepTaints(held, heap, depth + 1))
    }
  }
  return taints
}

/** Everything that an object holds. */
export function contents({ entries, list, rest }: ObjectState): Value[] {
  return [...entries.values(), ...(list ?? []), ...(rest ? [rest] : [])]
}
