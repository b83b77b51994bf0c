import { runClosure, runWithFunctions } from './callbacks.ts'
import { absorb, applyEffect, propertyKey } from './effects.ts'
import { foldCall } from './fold.ts'
import { definitionOf, makeObject, objectId, type Frame } from './frame.ts'
import type { CallInstruction } from './ir.ts'
import { held, leave, update, withTaints } from './members.ts'
import type { CallModel } from './models.ts'
import { checkSinks, printedBy, type ModelledCall } from './sinks.ts'
import { deepTaints, type State } from './state.ts'
import {
  cleared,
  constantValue,
  isHarmless,
  isNumberType,
  joinTaints,
  ofType,
  stepped,
  unknown,
  type Pair,
  type Taint,
  type Value,
} from './values.ts'

/** Evaluates a call of a library: by its models, or by what may be expected of any call. Null where it never returns. */
export function runLibraryCall(made: ModelledCall): Value | null {
  const { call, models, receiver, values, state, frame } = made
  const safeBits = models.map(model => checkSinks(model, made)).reduce((all, bits) => all | bits, 0)
  if (models.some(model => model.ends)) return null
  const result = resultOf(made)
  const all = receiver ? [receiver, ...values] : values
  const folded = models.flatMap(model => (model.fold === undefined ? [] : (foldCall(model.fold, all) ?? [])))[0]
  if (folded !== undefined) return constantValue(folded)
  if (receiver && /^(close|Close|shutdown|shutdownNow|disconnect|release|__exit__)$/.test(call.name))
    leave(receiver, state)
  if (safeBits === 0 || result.taints.length === 0) return withSource(result, made)
  return withSource({ ...result, taints: cleared(result.taints, safeBits) }, { ...made, frame })
}

/** Adds what somebody outside has chosen. */
function withSource(value: Value, { call, models, values, state, frame }: ModelledCall): Value {
  let taints: readonly Taint[] = value.taints
  let { type } = value
  let { nullness, pair } = value
  for (const model of models) {
    type = model.returns ?? type
    if (model.isNullOnError || model.opens) pair = { ...pairOf(call, frame), isNull: model.isNullOnError }
    if (model.isNullable && nullness === 'not-null') nullness = 'unknown'
    if (model.source === undefined) continue
    const path = frame.unit.path
    const source = frame.analysis.source(model.kind, model.source, path, call.span)
    const trace = { path, span: call.span, message: `${model.source} is read here`, before: null }
    const taint = { source, safeFor: 0, trace }
    if (model.effect === 'fill') for (const filled of values) absorb(filled, { ...unknown, taints: [taint] }, state)
    else taints = joinTaints(taints, [taint])
  }
  if (taints === value.taints && type === value.type && pair === value.pair) return value
  return { ...value, taints, type, nullness, ...(pair ? { pair } : {}) }
}

function pairOf(call: CallInstruction, frame: Frame): Pair {
  return { id: objectId(frame, call.into), role: 'value', isNull: false, isSeen: false }
}

function resultOf(made: ModelledCall): Value {
  const { call, models, receiver, values, state, frame } = made
  for (const { calls } of models) {
    const result = calls ? runWithFunctions(calls, made) : null
    if (result) return result
  }
  if (call.form === 'new') return construct(made)
  for (const model of models) {
    const { effect, keys } = model
    if (!effect) continue
    if (effect === 'format') return printedBy({ ...model, format: model.format ?? 0 }, made)[0] ?? unknown
    return applyEffect(effect, { name: call.name, into: call.into, receiver, arguments: values, keys, state, frame })
  }
  const properties = models.find(model => model.properties !== undefined)?.properties
  if (properties) return objectWith(properties, made)
  if (models.some(model => model.isHarmless || model.source !== undefined)) {
    if (models.some(model => model.callbacks)) for (const value of values) runClosure(value, [], made)
    return opened(made, unknown)
  }
  const isPlain = models.length === 0
  if (isPlain && receiver && isSetter(call.name, values.length)) {
    update(receiver, state, one => one)
    applyEffect('set', { name: call.name, into: call.into, receiver, arguments: values, keys: 1, state, frame })
  }
  const got = isPlain && receiver && values.length === 0 ? held(receiver, propertyKey(call.name), state) : null
  if (got) return got
  const from = receiver ? [receiver, ...values] : values
  let taints = from.map(value => deepTaints(value, state.heap)).reduce(joinTaints, unknown.taints)
  for (const value of values) taints = joinTaints(taints, runClosure(value, from, made))
  if (receiver) for (const value of values) absorb(receiver, value, state)
  const bits = models.reduce((all, model) => all | clearedBits(model, values, frame), 0)
  const returned = models.find(model => model.returns !== undefined)?.returns ?? null
  const isNumber = isNumberType(returned)
  const kept = isNumber ? taints.filter(taint => taint.source.kind === 'random') : taints
  const named = stepped(kept, frame.unit.path, call.span, `goes through \`${call.name}\``)
  // What is known to make one value of another adds nothing of its own.
  const given = isName(call.receiver, frame) ? values : from
  const isOwn = models.some(model => !model.on.includes('*')) && given.every(isHarmless)
  const value = {
    ...ofType(returned),
    taints: bits === 0 ? named : cleared(named, bits),
    isOwn,
  }
  return opened(made, value)
}

/** Whether it is the name of a module or a class, which holds nothing. */
function isName(receiver: number | null, { function: within }: Frame): boolean {
  return receiver !== null && definitionOf(within, receiver)?.op === 'global'
}

/** The bits of the sinks that a call makes its result safe for. */
function clearedBits({ clears, cleans }: CallModel, values: readonly Value[], { analysis }: Frame): number {
  const always = clears ? analysis.models.bitsOf(clears) : 0
  return cleans.reduce((bits, one) => {
    const constant = values[one.argument]?.constant
    const applies = constant !== undefined && one.matches.test(String(constant))
    return applies ? bits | analysis.models.bitsOf(one.clears) : bits
  }, always)
}

function isSetter(name: string, count: number): boolean {
  return count === 1 && /^set[A-Z]/.test(name)
}

/** An object that a function makes, as a constructor would. */
function objectWith(
  properties: NonNullable<CallModel['properties']>,
  { call, models, state, frame }: ModelledCall,
): Value {
  const entries = new Map(Object.entries(properties).map(([key, value]) => [`=${key}`, constantValue(value)] as const))
  const type = models.find(model => model.returns !== undefined)?.returns ?? null
  return makeObject(frame, state, call.into, { type, entries })
}

/** An object of a library's class. What it is made of is in it. */
function construct(made: ModelledCall): Value {
  const { call, models, values, type, state, frame } = made
  const wrapped = models.some(one => one.wraps) ? values[0] : undefined
  if (wrapped?.objects.some(id => state.heap.get(id)?.openedAt)) return { ...wrapped, type, isOwn: false }
  const model = models.find(one => one.properties !== undefined)
  const entries = new Map<string, Value>(
    Object.entries(model?.properties ?? {}).map(([key, value]) => [`=${key}`, constantValue(value)] as const),
  )
  for (const [at, name] of (call.argumentNames ?? []).entries()) {
    const value = values[at]
    if (name !== null && value) entries.set(`=${name}`, value)
  }
  if (models.some(one => one.effect === 'resource') && values[0]) entries.set('=resource', values[0])
  const given = values[0]?.type ?? null
  const isOneOf = (types: readonly string[]): boolean =>
    types.some(one => frame.analysis.models.isA(given, one, frame.unit.wildcards))
  const opens = models.some(one => one.opens || (one.opensOf !== undefined && isOneOf(one.opensOf)))
  const isEmpty = values.length === 0 || (values.length === 1 && isNumberType(values[0]?.type ?? null))
  const object = makeObject(frame, state, call.into, {
    type,
    entries,
    list: isEmpty || typeof values[0]?.constant === 'number' ? [] : null,
    openedAt: opens && !frame.entry ? call.span : null,
  })
  for (const value of values) copyInto(object, value, state)
  const bits = models.reduce((all, one) => all | frame.analysis.models.bitsOf(one.clears ?? []), 0)
  const isHarmless = models.some(one => one.isHarmless)
  const taints = isHarmless ? [] : values.flatMap(value => value.taints)
  if (taints.length === 0) return object
  const joined = joinTaints([], stepped(taints, frame.unit.path, call.span, `goes into a new \`${call.name}\``))
  return { ...object, taints: bits === 0 ? joined : cleared(joined, bits) }
}

/** A collection that is made of another has its elements. */
function copyInto(object: Value, value: Value, state: State): void {
  if (value.objects.length === 0) return
  const [only] = value.objects
  const from = value.objects.length === 1 && only !== undefined ? state.heap.get(only) : undefined
  if (from && /(List|Set|Map|Deque|Queue)$/.test(object.type ?? ''))
    update(object, state, one => ({ ...one, entries: from.entries, list: from.list, rest: from.rest }))
  else absorb(object, value, state)
}

/** What has to be closed becomes an object that is watched. */
function opened({ call, models, state, frame }: ModelledCall, value: Value): Value {
  if (!models.some(model => model.opens) || frame.entry) return value
  const type = models.find(model => model.returns !== undefined)?.returns ?? value.type
  const object = makeObject(frame, state, call.into, { type, openedAt: call.span })
  return withTaints(object, value)
}
