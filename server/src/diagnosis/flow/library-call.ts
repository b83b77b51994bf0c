import { runClosure, runWithFunctions } from './callbacks.ts'
import { absorb, applyEffect, propertyKey } from './effects.ts'
import { foldCall } from './fold.ts'
import { makeObject, type Frame } from './frame.ts'
import type { CallInstruction } from './ir.ts'
import { held, leave, update, withTaints } from './members.ts'
import type { CallModel } from './models.ts'
import { checkConstant, reportSink } from './report.ts'
import { deepTaints, type State } from './state.ts'
import {
  cleared,
  constantValue,
  isNumberType,
  joinTaints,
  ofType,
  stepped,
  unknown,
  type Taint,
  type Value,
} from './values.ts'

export interface ModelledCall {
  call: CallInstruction
  models: readonly CallModel[]
  receiver: Value | null
  values: readonly Value[]
  type: string | null
  state: State
  frame: Frame
}

/** Evaluates a call of a library: by its models, or by what may be expected of any call. Null where it never returns. */
export function runLibraryCall(made: ModelledCall): Value | null {
  const { call, models, receiver, values, state, frame } = made
  const safeBits = models.map(model => checkSinks(model, made)).reduce((all, bits) => all | bits, 0)
  if (models.some(model => model.ends)) return null
  const result = resultOf(made)
  const all = receiver ? [receiver, ...values] : values
  const folded = models.flatMap(model => (model.fold === undefined ? [] : (foldCall(model.fold, all) ?? [])))[0]
  if (folded !== undefined) return constantValue(folded)
  if (receiver && /^(close|shutdown|shutdownNow|disconnect|release)$/.test(call.name)) leave(receiver, state)
  if (safeBits === 0 || result.taints.length === 0) return withSource(result, made)
  return withSource({ ...result, taints: cleared(result.taints, safeBits) }, { ...made, frame })
}

/** Tells of what reaches a sink. Once told, it is not told again further on: the bits of those sinks. */
function checkSinks(model: CallModel, { call, receiver, values, state, frame }: ModelledCall): number {
  let bits = 0
  for (const sink of model.sinks) {
    const places = sink.arguments === 'all' ? [...values.keys()] : sink.arguments
    for (const place of places) {
      const value = place === -1 ? receiver : values[place]
      if (!value) continue
      const bit = frame.analysis.models.bitOf(sink.rule)
      const taints = deepTaints(value, state.heap).filter(
        taint => sink.from.includes(taint.source.kind) && (taint.safeFor & bit) === 0,
      )
      if (taints.length === 0 || isExcepted(sink, receiver, state)) continue
      if (frame.isReporting) reportSink(sink.rule, taints, call, frame)
      bits |= bit
    }
  }
  for (const check of model.checks) {
    const value = values[check.argument]
    const checked = value && check.property !== undefined ? held(value, propertyKey(check.property), state) : value
    if (checked && frame.isReporting) checkConstant(check, checked, call, frame)
  }
  return bits
}

/** Whether a property of what the method is called on makes the sink harmless. */
function isExcepted({ unless }: CallModel['sinks'][number], receiver: Value | null, state: State): boolean {
  const value = unless && receiver ? held(receiver, `=${unless.property}`, state) : null
  return unless !== undefined && typeof value?.constant === 'string' && unless.matches.test(value.constant)
}

/** Adds what somebody outside has chosen. */
function withSource(value: Value, { call, models, values, state, frame }: ModelledCall): Value {
  let taints: readonly Taint[] = value.taints
  let { type } = value
  let nullness = value.nullness
  for (const model of models) {
    type = model.returns ?? type
    if (model.isNullable && nullness === 'not-null') nullness = 'unknown'
    if (model.source === undefined) continue
    const path = frame.unit.path
    const source = frame.analysis.source(model.kind, model.source, path, call.span)
    const trace = { path, span: call.span, message: `${model.source} is read here`, before: null }
    const taint = { source, safeFor: 0, trace }
    if (model.effect === 'fill') for (const filled of values) absorb(filled, { ...unknown, taints: [taint] }, state)
    else taints = joinTaints(taints, [taint])
  }
  return taints === value.taints && type === value.type ? value : { ...value, taints, type, nullness }
}

function resultOf(made: ModelledCall): Value {
  const { call, models, receiver, values, state, frame } = made
  for (const { calls } of models) {
    const result = calls ? runWithFunctions(calls, made) : null
    if (result) return result
  }
  if (call.form === 'new') return construct(made)
  for (const { effect } of models) {
    if (!effect) continue
    return applyEffect(effect, { name: call.name, into: call.into, receiver, arguments: values, state, frame })
  }
  if (models.some(model => model.isHarmless || model.source !== undefined)) return opened(made, unknown)
  const isPlain = models.length === 0
  if (isPlain && receiver && isSetter(call.name, values.length)) {
    update(receiver, state, one => one)
    applyEffect('set', { name: call.name, into: call.into, receiver, arguments: values, state, frame })
  }
  const got = isPlain && receiver && values.length === 0 ? held(receiver, propertyKey(call.name), state) : null
  if (got) return got
  const from = receiver ? [receiver, ...values] : values
  let taints = from.map(value => deepTaints(value, state.heap)).reduce(joinTaints, unknown.taints)
  for (const value of values) taints = joinTaints(taints, runClosure(value, from, made))
  if (receiver) for (const value of values) absorb(receiver, value, state)
  const bits = models.reduce((all, model) => all | frame.analysis.models.bitsOf(model.clears ?? []), 0)
  const returned = models.find(model => model.returns !== undefined)?.returns ?? null
  const isNumber = isNumberType(returned)
  const kept = isNumber ? taints.filter(taint => taint.source.kind === 'random') : taints
  const named = stepped(kept, frame.unit.path, call.span, `goes through \`${call.name}\``)
  const value = {
    ...ofType(returned),
    taints: bits === 0 ? named : cleared(named, bits),
  }
  return opened(made, value)
}

function isSetter(name: string, count: number): boolean {
  return count === 1 && /^set[A-Z]/.test(name)
}

/** An object of a library's class. What it is made of is in it. */
function construct(made: ModelledCall): Value {
  const { call, models, values, type, state, frame } = made
  const model = models.find(one => one.properties !== undefined)
  const entries = new Map<string, Value>(
    Object.entries(model?.properties ?? {}).map(([key, value]) => [`=${key}`, constantValue(value)] as const),
  )
  if (models.some(one => one.effect === 'resource') && values[0]) entries.set('=resource', values[0])
  const opens = models.some(one => one.opens)
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
