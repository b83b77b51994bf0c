import type { LibraryCall } from './effects.ts'
import { makeObject } from './frame.ts'
import { each, leave, readElement, update } from './members.ts'
import type { CallModel } from './models.ts'
import { joinRest, type ObjectState, type State } from './state.ts'
import { constantValue, join, ofType, unknown, type Value } from './values.ts'

export type ListEffect = Extract<
  NonNullable<CallModel['effect']>,
  'append' | 'prepend' | 'take-first' | 'take-last' | 'copy' | 'concat' | 'merge' | 'keys'
>

/** What happens to lists whose elements are known by their places, and to what they are made of. */
export function applyListEffect(effect: ListEffect, call: LibraryCall): Value {
  const { receiver, arguments: values, state, frame } = call
  const object = receiver ?? unknown
  switch (effect) {
    case 'append':
    case 'prepend':
      insert(object, values, effect === 'append', state)
      return ofType('number')
    case 'take-first':
    case 'take-last':
      return takeEnd(object, effect === 'take-first', state)
    case 'copy':
      return copy(object, object.type, call)
    case 'concat': {
      const all = [object, ...values].map(value => (value.objects.length > 0 ? each(value, state) : value))
      return makeObject(frame, state, call.into, { type: object.type, rest: all.reduce(joinRest, null) })
    }
    case 'merge': {
      const [target, ...sources] = values
      for (const source of sources) merge(target ?? unknown, source, state)
      return target ?? unknown
    }
    case 'keys':
      // What is known of names is what is known of the whole.
      return makeObject(frame, state, call.into, { type: null, rest: { ...unknown, taints: values[0]?.taints ?? [] } })
  }
}

function insert(object: Value, values: readonly Value[], isAtEnd: boolean, state: State): void {
  for (const value of values) leave(value, state)
  update(object, state, (one, isCertain) => {
    if (!one.list || !isCertain)
      return { ...one, list: null, rest: [...(one.list ?? []), ...values].reduce(joinRest, one.rest) }
    return { ...one, list: isAtEnd ? [...one.list, ...values] : [...values, ...one.list] }
  })
}

function takeEnd(object: Value, isFirst: boolean, state: State): Value {
  const [only] = object.objects
  const list = object.objects.length === 1 && only !== undefined ? state.heap.get(only)?.list : null
  if (!list || list.length === 0) return { ...each(object, state), nullness: 'unknown' }
  const taken = readElement(object, constantValue(isFirst ? 0 : list.length - 1), state)
  update(object, state, one => ({ ...one, list: isFirst ? list.slice(1) : list.slice(0, -1) }))
  return taken
}

/** Some of the elements, no longer at their places. */
function copy(object: Value, type: string | null, { into, state, frame }: LibraryCall): Value {
  if (object.objects.length === 0) return object
  const made = makeObject(frame, state, into, { type, rest: each(object, state) })
  return object.taints.length > 0 ? { ...made, taints: object.taints } : made
}

/** Gives one object what others have. */
function merge(target: Value, source: Value, state: State): void {
  const taken = source.objects.flatMap(id => state.heap.get(id) ?? [])
  update(target, state, (one, isCertain) => {
    let merged: ObjectState = one
    for (const { entries, list, rest } of taken) {
      const all = new Map(merged.entries)
      for (const [key, value] of entries) {
        const known = all.get(key)
        all.set(key, known && (!isCertain || taken.length > 1) ? join(known, value) : value)
      }
      merged = {
        ...merged,
        entries: all,
        rest: [...(list ?? []), ...(rest ? [rest] : [])].reduce(joinRest, merged.rest),
      }
    }
    const isOutside = source.taints.length > 0
    return isOutside ? { ...merged, rest: joinRest(merged.rest, { ...unknown, taints: source.taints }) } : merged
  })
}
