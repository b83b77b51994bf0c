import { findClass } from './callees.ts'
import { valueOf, type Frame } from './frame.ts'
import type { FieldIr, Instruction, UnitIr } from './ir.ts'
import { checkNull } from './null-check.ts'
import type { FieldModel } from './models.ts'
import type { FoundClass } from './program.ts'
import { reportSink } from './report.ts'
import { runFunction } from './run-function.ts'
import { contents, deepTaints, joinRest, type ObjectState, type State } from './state.ts'
import {
  asNumber,
  cleared,
  constantValue,
  isNumberType,
  join,
  joinTaints,
  ofType,
  stepped,
  unknown,
  type Value,
} from './values.ts'

/** The type of data that may be a text, or an object of which nothing is known. */
export const dataType = 'data'

type FieldRead = Extract<Instruction, { op: 'field' }>

/** A member of a type: a constant's value, else what is declared of it. */
export function readStatic({ type, name, span }: FieldRead, frame: Frame): Value {
  if (type === null) return unknown
  const { analysis, unit } = frame
  const model = analysis.models.fieldOf(type, name, unit.wildcards)
  if (model?.source !== undefined) return sourceField(model.source, model, span, frame)
  const found = findClass(type, unit, analysis.program)
  const field = found?.declared.fields.get(name)
  if (!found || !field) return ofType(model?.returns ?? (found ? null : `${type}.${name}`))
  if (!field.isConstant || !field.initializer) return ofType(field.type)
  return constantOf(`${type}.${name}`, field.initializer, found.unit, field.type, frame)
}

/** Computes a constant once for a file that is diagnosed. */
function constantOf(
  key: string,
  initializer: Frame['function'],
  unit: UnitIr,
  type: string | null,
  frame: Frame,
): Value {
  const { analysis } = frame
  const known = analysis.constants.get(key)
  if (known) return known
  // Whoever needs itself is unknown.
  analysis.constants.set(key, ofType(type))
  if (frame.depth > 4) return ofType(type)
  const within: Frame = {
    ...frame,
    function: initializer,
    unit,
    id: analysis.frameId(-1, analysis.constants.size),
    depth: frame.depth + 1,
    caller: frame,
    self: unknown,
    temps: [],
    cells: [],
    isReporting: false,
  }
  const { value } = runFunction(within, { variables: [], heap: new Map() })
  // What it holds lives in another state.
  const constant = value ? { ...value, type: value.type ?? type, objects: [] } : ofType(type)
  analysis.constants.set(key, constant)
  return constant
}

function sourceField(what: string, { kind, clears }: FieldModel, span: FieldRead['span'], frame: Frame): Value {
  const path = frame.unit.path
  const source = frame.analysis.source(kind, what, path, span)
  const safeFor = clears ? frame.analysis.models.bitsOf(clears) : 0
  return {
    ...unknown,
    taints: [{ source, safeFor, trace: { path, span, message: `${what} comes from outside`, before: null } }],
  }
}

/** A member of an object that was made here, or what is declared of it. */
export function readField(object: Value, { name, type, span }: FieldRead, state: State, frame: Frame): Value {
  const { analysis, unit } = frame
  const found = held(object, `=${name}`, state)
  // Whoever else knows the object may have given it a value since.
  if (found?.nullness === 'null') return withTaints(unknown, object)
  const owner = object.type ?? type
  if (found) return ofDeclared(withTaints(byName(found, owner, name, frame), object), owner, name, frame)
  if (name === 'length' && owner?.endsWith('[]') === true) return ofType('int')
  const declared = owner === null ? null : findClass(owner, unit, analysis.program)
  const model = fieldModel(owner, declared, name, frame)
  if (model?.source !== undefined) {
    const made = sourceField(model.source, model, span, frame)
    const taints = model.clears ? cleared(made.taints, analysis.models.bitsOf(model.clears)) : made.taints
    return { ...made, taints, type: model.returns ?? null }
  }
  if (model?.isSame) return { ...object, type: model.returns ?? object.type }
  if (model?.clears)
    return { ...ofType(model.returns ?? null), taints: cleared(object.taints, analysis.models.bitsOf(model.clears)) }
  if (model?.value !== undefined) return constantValue(model.value)
  if (model?.returns !== undefined) return withTaints(ofType(model.returns), object)
  const field = owner === null ? undefined : fieldOf(owner, name, frame)
  if (field?.isConstant === true && field.initializer && declared)
    return withTaints(constantOf(`${owner ?? ''}.${name}`, field.initializer, declared.unit, field.type, frame), object)
  if (field?.imported !== undefined && field.type === null && analysis.modules.all) {
    const found = findClass(field.imported, declared?.unit ?? unit, analysis.program)
    return withTaints(ofType(found?.declared.name ?? null), object)
  }
  if (field)
    return isNumberType(field.type)
      ? asNumber(withTaints(ofType(field.type), object))
      : withTaints(ofType(field.type), object)
  // What a library keeps for itself is not what somebody has sent.
  if (!declared && name.startsWith('_')) return unknown
  const isOpen = owner !== null && owner !== dataType && (!declared || declared.declared.isModule === true)
  return withTaints(ofType(isOpen ? `${owner}.${name}` : null), object)
}

/** What is held under a name that everybody knows, and of which nothing else is known. */
function byName(value: Value, owner: string | null, name: string, { analysis, unit }: Frame): Value {
  if (value.type !== null || value.objects.length > 0 || value.closure || value.constant !== undefined) return value
  const type = analysis.models.fieldOf(owner, name, unit.wildcards)?.returns
  return type === undefined ? value : { ...value, type }
}

/** No text comes out of a member that is declared as a number, whatever has been put into the whole. */
function ofDeclared(value: Value, owner: string | null, name: string, frame: Frame): Value {
  if (value.taints.length === 0 || owner === null) return value
  return isNumberType(fieldOf(owner, name, frame)?.type ?? null) ? asNumber(value) : value
}

/** Most types above a class that are looked through for a member. */
const mostAbove = 8

/** A member of a class, its own or inherited. */
function fieldOf(owner: string, name: string, { unit, analysis }: Frame): FieldIr | undefined {
  const first = findClass(owner, unit, analysis.program)
  const seen = new Set<string>()
  const open = first ? [first] : []
  for (let one = open.shift(); one && seen.size < mostAbove; one = open.shift()) {
    const key = `${one.unit.path}:${one.declared.name}`
    if (seen.has(key)) continue
    seen.add(key)
    const field = one.declared.fields.get(name)
    if (field) return field
    for (const above of one.declared.supertypes) {
      const next = findClass(above, one.unit, analysis.program)
      if (next) open.push(next)
    }
  }
  return undefined
}

/** What models say of a member of a type, or of the library's classes that it extends. */
function fieldModel(owner: string | null, declared: FoundClass | null, name: string, { analysis, unit }: Frame) {
  const own = analysis.models.fieldOf(owner, name, unit.wildcards)
  if (own || !declared) return own
  for (const above of declared.declared.supertypes) {
    const inherited = analysis.models.fieldOf(above, name, declared.unit.wildcards)
    if (inherited) return inherited
  }
  return null
}

/** What comes out of something tainted is tainted. */
export function withTaints(value: Value, from: Value): Value {
  const taints = joinTaints(value.taints, from.taints)
  return taints === value.taints ? value : { ...value, taints }
}

/** What the objects of a value have under a key; null where nothing is known. */
export function held(object: Value, key: string, state: State): Value | null {
  let all: Value | null = null
  for (const id of object.objects) {
    const one = state.heap.get(id)
    const value = one?.entries.get(key) ?? one?.rest ?? null
    if (value) all = all ? join(all, value) : value
  }
  return all
}

/** Changes each object of a value. Where it may be one of several, what they had is kept beside the new. */
export function update(
  object: Value,
  state: State,
  change: (state: ObjectState, isCertain: boolean) => ObjectState,
): void {
  const isCertain = object.objects.length === 1
  for (const id of object.objects) {
    const one = state.heap.get(id)
    if (one) state.heap.set(id, change(one, isCertain))
  }
}

export function withEntry(object: ObjectState, key: string, value: Value, isCertain: boolean): ObjectState {
  const known = object.entries.get(key)
  return { ...object, entries: new Map(object.entries).set(key, known && !isCertain ? join(known, value) : value) }
}

export function writeField(instruction: Extract<Instruction, { op: 'set-field' }>, state: State, frame: Frame): void {
  const value = valueOf(frame, instruction.value)
  if (instruction.object === null) {
    // Whoever has it now sees to it.
    leave(value, state)
    checkWritten(instruction, instruction.type, value, state, frame)
    return
  }
  checkNull(instruction.object, instruction, state, frame)
  const object = valueOf(frame, instruction.object)
  checkWritten(instruction, object.type ?? instruction.type, value, state, frame)
  const taints = stepped(value.taints, frame.unit.path, instruction.span, `kept in \`${instruction.name}\``)
  const kept = { ...value, taints }
  update(object, state, (one, isCertain) => withEntry(one, `=${instruction.name}`, kept, isCertain))
  leave(value, state)
}

/** Tells of what should not be written to a member. */
function checkWritten(
  written: Pick<Extract<Instruction, { op: 'set-field' }>, 'name' | 'span'>,
  type: string | null,
  value: Value,
  state: State,
  frame: Frame,
): void {
  if (!frame.isReporting || (value.taints.length === 0 && value.objects.length === 0)) return
  const { models } = frame.analysis
  for (const sink of models.fieldSinksOf(type, written.name, frame.unit.wildcards)) {
    const bit = models.bitOf(sink.rule)
    const taints = deepTaints(value, state.heap).filter(
      taint => sink.from.includes(taint.source.kind) && (taint.safeFor & bit) === 0,
    )
    if (taints.length > 0) reportSink(sink.rule, taints, written, frame)
  }
}

/** A resource that is kept somewhere is closed by whoever keeps it. */
export function leave(value: Value, state: State): void {
  for (const cell of value.closure?.cells ?? []) {
    const held = cell === null ? null : (state.heap.get(cell)?.rest ?? null)
    if (held?.closure === null) leave(held, state)
  }
  update(value, state, one => (one.openedAt ? { ...one, openedAt: null } : one))
}

export function readElement(object: Value, key: Value, state: State): Value {
  if (typeof object.constant === 'string' && typeof key.constant === 'number') {
    const character = object.constant.at(key.constant)
    if (character !== undefined) return constantValue(character)
  }
  const type = object.type?.endsWith('[]') === true ? object.type.slice(0, -2) : null
  const found = object.objects.flatMap(id => elementsOf(state.heap.get(id), key.constant))
  const all = found.reduce<Value | null>((one, other) => (one ? join(one, other) : other), null)
  const isCertain = key.constant !== undefined || all?.nullness === 'not-null'
  // Under a key that is not known there may be something else.
  const element = all && !isCertain ? { ...all, constant: undefined, nullness: 'unknown' as const } : all
  return withTaints(element ?? ofType(type), object)
}

/** What an object has under a key; everything that may be under it where the key is not known. */
function elementsOf(object: ObjectState | undefined, key: Value['constant']): Value[] {
  if (!object) return []
  // Where a language counts from the end, it does so with numbers below zero.
  if (typeof key === 'number' && object.list) {
    const element = object.list.at(key)
    return element ? [element] : []
  }
  const exact = key === undefined ? undefined : object.entries.get(`=${String(key)}`)
  if (exact) return [exact]
  const others = [...(object.list ?? []), ...(object.rest ? [object.rest] : [])]
  return key === undefined ? [...others, ...object.entries.values()] : others
}

export function writeElement(
  instruction: Extract<Instruction, { op: 'set-element' }>,
  state: State,
  frame: Frame,
): void {
  checkNull(instruction.object, instruction, state, frame)
  const [object, value] = [valueOf(frame, instruction.object), valueOf(frame, instruction.value)]
  store(object, valueOf(frame, instruction.key), value, state)
}

/** Puts a value under a key. */
export function store(object: Value, { constant }: Value, value: Value, state: State): void {
  leave(value, state)
  update(object, state, (one, isCertain) => {
    if (typeof constant === 'number' && one.list && constant >= 0 && constant < one.list.length) {
      const known = one.list[constant]
      return { ...one, list: one.list.with(constant, known && !isCertain ? join(known, value) : value) }
    }
    if (constant === undefined) return { ...one, rest: joinRest(one.rest, value) }
    return withEntry(one, `=${String(constant)}`, value, isCertain)
  })
}

/** Any element of a value. */
export function each(of: Value, state: State): Value {
  const held = of.objects.flatMap(id => {
    const object = state.heap.get(id)
    return object ? contents(object) : []
  })
  const type = of.type?.endsWith('[]') === true ? of.type.slice(0, -2) : null
  const element = held.reduce<Value | null>((all, value) => (all ? join(all, value) : value), null)
  const base = element ?? ofType(type)
  const taints = joinTaints(base.taints, of.taints)
  return taints === base.taints ? base : { ...base, taints }
}

/** What a loop over the keys of a map has in its variable: they may come from where the values do, but are none of them. Of anything else its elements. */
export function eachKey(of: Value, state: State): Value {
  const element = each(of, state)
  const isKeyed = of.objects.some(id => (state.heap.get(id)?.entries.size ?? 0) > 0 && !state.heap.get(id)?.list)
  const isMap = isKeyed || /(?:dict|map)$/i.test(of.type ?? '')
  return isMap ? { ...unknown, taints: element.taints } : element
}
