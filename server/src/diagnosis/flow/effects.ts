import { makeObject, type Frame } from './frame.ts'
import type { Temp } from './ir.ts'
import { applyListEffect } from './list-effects.ts'
import { held, leave, readElement, store, update, withEntry, withTaints } from './members.ts'
import type { CallModel } from './models.ts'
import { deepTaints, joinRest, type State } from './state.ts'
import { constantValue, join, joinTaints, ofType, textType, unknown, type Value } from './values.ts'

export interface LibraryCall {
  name: string
  into: Temp
  receiver: Value | null
  arguments: readonly Value[]
  /** How many of the arguments make the key. */
  keys: number
  state: State
  frame: Frame
}

/** What a library does with values that it holds; its result. */
export function applyEffect(effect: NonNullable<CallModel['effect']>, call: LibraryCall): Value {
  const { receiver, state } = call
  const object = receiver ?? unknown
  const values = call.arguments
  switch (effect) {
    case 'store': {
      const [key, value] = [keyOf(values, call.keys), values[call.keys]]
      if (key && value) store(object, key, value, state)
      return unknown
    }
    case 'load':
      return load(object, [keyOf(values, call.keys) ?? unknown, ...values.slice(call.keys)], state)
    case 'add':
      add(object, values, state)
      return ofType('boolean')
    case 'take':
      return take(object, values[0], state)
    case 'slice':
      return slice(object, values, call)
    case 'element':
      return readElement(object, unknown, state)
    case 'build':
      for (const value of values) absorb(object, value, state)
      return object
    case 'text':
      return { ...ofType(textType), nullness: 'not-null', taints: deepTaints(object, state.heap) }
    case 'view':
      return { ...ofType(object.type), nullness: 'not-null', objects: object.objects }
    case 'same':
      return receiver ?? values[0] ?? unknown
    case 'resource':
      return makeObject(call.frame, state, call.into, {
        type: null,
        entries: new Map([['=resource', values[0] ?? unknown]]),
      })
    case 'list':
      return makeObject(call.frame, state, call.into, { type: null, list: values })
    case 'chain':
      return {
        ...object,
        taints: joinTaints(
          object.taints,
          values.flatMap(value => value.taints),
        ),
      }
    case 'fill':
      return unknown
    case 'load-properties':
      loadProperties(object, values[0] ?? unknown, call)
      return unknown
    case 'append':
    case 'prepend':
    case 'take-first':
    case 'take-last':
    case 'copy':
    case 'concat':
    case 'merge':
    case 'keys':
      return applyListEffect(effect, call)
    case 'set':
      setProperty(object, call)
      return unknown
    case 'read':
      return readProperty(object, call)
  }
}

/** Several arguments that make one key. */
function keyOf(values: readonly Value[], count: number): Value | undefined {
  if (count === 1) return values[0]
  const parts = values.slice(0, count).map(one => one.constant)
  return parts.length < count || parts.includes(undefined) ? unknown : constantValue(parts.map(String).join('\0'))
}

/** Some elements of a list, or a part of a text, from a place to another. */
function slice(object: Value, values: readonly Value[], { frame, state, into }: LibraryCall): Value {
  const [from, to, step] = values.map(value => value.constant)
  const isKnown = (at: typeof from): at is number | null | undefined => at === null || typeof at === 'number'
  const areKnown = values.length <= 2 && isKnown(from) && isKnown(to) && !values.some(one => one.constant === undefined)
  const [only] = object.objects
  const list = object.objects.length === 1 && only !== undefined ? state.heap.get(only)?.list : null
  if (areKnown && typeof object.constant === 'string')
    return constantValue(object.constant.slice(from ?? 0, to ?? undefined))
  if (areKnown && list)
    return withTaints(
      makeObject(frame, state, into, { type: object.type, list: list.slice(from ?? 0, to ?? undefined) }),
      object,
    )
  if (object.objects.length === 0 || step !== undefined)
    return { ...ofType(object.type), taints: deepTaints(object, state.heap) }
  return { ...ofType(object.type), objects: object.objects, taints: object.taints }
}

function load(object: Value, [key, fallback]: readonly Value[], state: State): Value {
  const value = readElement(object, key ?? unknown, state)
  const known = key?.constant !== undefined && held(object, `=${String(key.constant)}`, state) !== null
  return fallback && !known ? join(value, fallback) : value
}

function add(object: Value, values: readonly Value[], state: State): void {
  const value = values.at(-1)
  if (!value) return
  leave(value, state)
  const at = values.length === 2 ? values[0]?.constant : undefined
  update(object, state, (one, isCertain) => {
    const isKnown = one.list !== null && isCertain && (values.length === 1 || typeof at === 'number')
    if (!isKnown) return { ...one, list: null, rest: [...(one.list ?? []), value].reduce(joinRest, one.rest) }
    const list = one.list ?? []
    return { ...one, list: typeof at === 'number' ? list.toSpliced(at, 0, value) : [...list, value] }
  })
}

/** Takes an element away: by its place, or by a key. */
function take(object: Value, key: Value | undefined, state: State): Value {
  const taken = readElement(object, key ?? constantValue(0), state)
  const at = key ? key.constant : 0
  update(object, state, (one, isCertain) => {
    if (!isCertain) return one
    if (typeof at === 'number' && one.list) return { ...one, list: one.list.toSpliced(at, 1) }
    if (one.list) return { ...one, list: null, rest: one.list.reduce(joinRest, one.rest) }
    const entries = new Map(one.entries)
    if (at !== undefined) entries.delete(`=${String(at)}`)
    return { ...one, entries }
  })
  return taken
}

/** What goes into something that is built stays in it. */
export function absorb(object: Value, value: Value, state: State): void {
  const taints = deepTaints(value, state.heap)
  if (taints.length === 0) return
  const held: Value = { ...unknown, taints }
  update(object, state, one => {
    const rest = joinRest(one.rest, held)
    return rest === one.rest ? one : { ...one, rest }
  })
}

function loadProperties(object: Value, stream: Value, { frame, state }: LibraryCall): void {
  const name = held(stream, '=resource', state)?.constant
  const properties = typeof name === 'string' ? frame.analysis.program.properties(name, frame.unit) : null
  if (!properties) return
  update(object, state, one => {
    const entries = new Map(one.entries)
    for (const [key, value] of properties) entries.set(`=${key}`, constantValue(value))
    return { ...one, entries }
  })
}

/** `setName(value)` of an object of a library. */
function setProperty(object: Value, { name, arguments: values, state }: LibraryCall): void {
  const [value] = values
  if (!value) return
  update(object, state, (one, isCertain) => withEntry(one, propertyKey(name), value, isCertain))
}

function readProperty(object: Value, { name, state }: LibraryCall): Value {
  const found = held(object, propertyKey(name), state)
  const taints = object.objects.flatMap(id => {
    const one = state.heap.get(id)
    return one?.rest ? deepTaints(one.rest, state.heap) : []
  })
  return found ?? withTaints({ ...unknown, taints: joinTaints([], taints) }, object)
}

/** `=secure` of `setSecure`, `getSecure` and `isSecure`. */
export function propertyKey(name: string): string {
  const bare = name.replace(/^(set|get|is)(?=[A-Z])/, '')
  return `=${bare.charAt(0).toLowerCase()}${bare.slice(1)}`
}
