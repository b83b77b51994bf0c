import { countOf } from './arguments.ts'
import { findClass, findConstructor, findFree, findMethod, type Callee } from './callees.ts'
import { enter } from './enter.ts'
import { makeObject, valueOf, type Frame } from './frame.ts'
import type { CallInstruction, Instruction } from './ir.ts'
import { runLibraryCall } from './library-call.ts'
import { held, leave, readStatic } from './members.ts'
import type { CallModel } from './models.ts'
import { checkNull } from './null-check.ts'
import type { State } from './state.ts'
import type { FoundClass } from './program.ts'
import { unknown, type Closure, type Value } from './values.ts'

/** Evaluates a call; null where it never returns. */
export function runCall(call: CallInstruction, state: State, frame: Frame): Value | null {
  if (call.receiver !== null) checkNull(call.receiver, call, state, frame)
  const isNamed = call.form === 'static' && call.receiver !== null
  const receiver = call.receiver === null || isNamed ? heldByType(call, frame) : valueOf(frame, call.receiver)
  const values = call.arguments.map(temp => valueOf(frame, temp))
  const { analysis, unit } = frame
  const type = receiver
    ? receiver.type
    : call.form === 'free' && call.type === null
      ? frame.function.className
      : call.type
  const name = call.form === 'new' ? 'new' : call.name
  const models = analysis.models.callsOf(call.form === 'free' ? call.type : type, name, values.length, unit.wildcards)
  // A resource that is handed on is closed by whoever has it.
  if (!models.some(model => model.borrows || model.wraps)) for (const value of values) leave(value, state)
  if (call.isAside && receiver) leave(receiver, state)
  const own = receiver && call.form === 'method' ? held(receiver, `=${call.name}`, state) : null
  if (own?.closure) return enter(own.closure, receiver, values, call, state, frame)
  if (models.length > 0 && models.some(model => model.isTrusted || !model.on.includes('*')))
    return runLibraryCall({ call, models, receiver, values, type, state, frame })
  const closure = (isNamed ? valueOf(frame, call.receiver ?? -1) : receiver)?.closure ?? null
  if (closure && call.form === 'new') return constructBy(closure, values, call, state, frame)
  if (closure && (call.name === '' || isNamed)) return enter(closure, null, values, call, state, frame)
  if (call.form === 'new') {
    const found = type === null ? null : findClass(type, unit, analysis.program)
    if (found) return construct(found, values, call, state, frame)
  } else {
    const callee = calleeOf(call, type, receiver, countOf(call), frame)
    if (callee) return asOverridden(callee, enter(callee, receiver, values, call, state, frame))
    // In some languages a class is called like a function.
    const made = type === null ? null : classInModule(type, call.name, frame)
    if (made) return construct(made, values, { ...call, form: 'new' }, state, frame)
  }
  const inherited = call.form === 'new' || type === null ? [] : inheritedModels(type, name, values.length, frame)
  return runLibraryCall({ call, models: [...inherited, ...models], receiver, values, type, state, frame })
}

/** A method that gives null may only be what others override: what it gives is not certain then. */
function asOverridden({ function: called }: Callee, value: Value | null): Value | null {
  const isVirtual = !called.isStatic && called.className !== null
  return isVirtual && value?.nullness === 'null' ? { ...value, constant: undefined, nullness: 'unknown' } : value
}

function classInModule(type: string, name: string, { unit, analysis }: Frame): FoundClass | null {
  const module = findClass(type, unit, analysis.program)
  return module?.declared.isModule ? findClass(`${module.declared.name}.${name}`, unit, analysis.program) : null
}

/** What reading a member calls: null where it is no getter, or is known without. */
export function runGetter(
  field: Extract<Instruction, { op: 'field' }>,
  object: Value,
  state: State,
  frame: Frame,
): Value | null {
  const found = object.type === null ? null : findClass(object.type, frame.unit, frame.analysis.program)
  if (!found || found.declared.isModule || !found.declared.methods.has(field.name)) return null
  const [getter] = found.declared.methods.get(field.name)?.filter(one => one.isGetter) ?? []
  if (!getter || held(object, `=${field.name}`, state)) return null
  const { into, span, name } = field
  const call: CallInstruction = {
    op: 'call',
    into,
    span,
    form: 'method',
    receiver: field.object,
    type: null,
    name,
    arguments: [],
  }
  return enter({ unit: found.unit, function: getter }, object, [], call, state, frame)
}

/** What a class of the workspace has from the library's classes that it extends. */
function inheritedModels(type: string, name: string, count: number, frame: Frame): CallModel[] {
  const { models, program } = frame.analysis
  const found = findClass(type, frame.unit, program)
  if (!found) return []
  return found.declared.supertypes
    .flatMap(above => models.callsOf(above, name, count, found.unit.wildcards))
    .filter(model => !model.on.includes('*'))
}

/** `Type.member.call()` where the member is written like a type: found only when the type's source is. */
function heldByType({ form, type, span, into }: CallInstruction, frame: Frame): Value | null {
  const dot = type?.lastIndexOf('.') ?? -1
  if (form !== 'static' || type === null || dot < 0) return null
  const [owner, name] = [type.slice(0, dot), type.slice(dot + 1)]
  const found = findClass(owner, frame.unit, frame.analysis.program)
  if (found?.declared.fields.has(name) !== true) return null
  return readStatic({ op: 'field', object: null, type: owner, name, span, into }, frame)
}

function calleeOf(
  call: CallInstruction,
  type: string | null,
  receiver: Value | null,
  count: number | null,
  frame: Frame,
): Callee | null {
  const { analysis, unit } = frame
  if (call.form === 'free' && call.type === null)
    return findFree(call.name, frame.function.className, count, unit, analysis.program)
  if (type === null) return null
  const found = findClass(type, unit, analysis.program)
  const method = found && findMethod(found, call.name, count, analysis.program)
  if (found && (method || !found.declared.isModule)) return method
  return receiver && !found ? null : analysis.program.functionNamed(type, call.name, unit)
}

/** A function that makes an object when it is called with `new`. */
function constructBy(
  closure: Closure,
  values: readonly Value[],
  call: CallInstruction,
  state: State,
  frame: Frame,
): Value | null {
  const object = makeObject(frame, state, call.into, { type: call.type })
  return enter(closure, object, values, call, state, frame) && object
}

/** Makes an object of a class whose source is there, and runs its constructor on it. */
function construct(
  found: NonNullable<ReturnType<typeof findClass>>,
  values: readonly Value[],
  call: CallInstruction,
  state: State,
  frame: Frame,
): Value | null {
  const object = makeObject(frame, state, call.into, { type: found.declared.name })
  const callee = findConstructor(found, countOf(call))
  if (callee && !enter(callee, object, values, call, state, frame)) return null
  const isUnknown = !callee && values.length > 0
  const taints = isUnknown ? values.flatMap(value => value.taints) : unknown.taints
  return taints.length > 0 ? { ...object, taints } : object
}
