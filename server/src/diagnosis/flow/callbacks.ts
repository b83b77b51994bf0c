import { enter } from './enter.ts'
import { makeObject } from './frame.ts'
import type { ModelledCall } from './sinks.ts'
import { each, leave } from './members.ts'
import type { CallModel } from './models.ts'
import { deepTaints } from './state.ts'
import { join, joinTaints, ofType, unknown, type Closure, type Taint, type Value } from './values.ts'

/** The result of a call that calls the functions that it is given, in a way that is known; null where it is given none. */
export function runWithFunctions(calls: NonNullable<CallModel['calls']>, made: ModelledCall): Value | null {
  const { receiver, values, call, state, frame } = made
  if (calls === 'call' || calls === 'apply')
    return receiver?.closure ? callFunction(calls, receiver.closure, made) : null
  const given = values.find(value => value.closure)?.closure
  if (!given) return null
  const of = receiver ?? unknown
  const run = (closure: Closure, ...passed: Value[]): Value =>
    enter(closure, null, fitted(closure, passed), call, state, frame) ?? unknown
  switch (calls) {
    case 'map': {
      const result = run(given, each(of, state), ofType('number'))
      return makeObject(frame, state, call.into, { type: of.type, rest: result })
    }
    case 'flat-map': {
      const result = each(run(given, each(of, state), ofType('number')), state)
      return makeObject(frame, state, call.into, { type: of.type, rest: result })
    }
    case 'each':
      run(given, each(of, state), ofType('number'))
      return unknown
    case 'keep':
      run(given, each(of, state), each(of, state))
      return of
    case 'find': {
      const element = each(of, state)
      run(given, element, ofType('number'))
      return { ...element, nullness: 'unknown' }
    }
    case 'test':
      run(given, each(of, state), ofType('number'))
      return ofType('boolean')
    case 'reduce': {
      const element = each(of, state)
      const first = values[1] ?? element
      const once = join(first, run(given, first, element))
      return join(once, run(given, once, element))
    }
    case 'then': {
      const [fulfilled, rejected] = values
      const result = fulfilled?.closure ? run(fulfilled.closure, of) : of
      return rejected?.closure ? join(result, run(rejected.closure)) : result
    }
    case 'catch':
      return join(of, run(given))
    case 'finally':
      run(given)
      return of
    case 'promise': {
      const promise = makeObject(frame, state, call.into, { type: null })
      const resolver = { ...ofType('resolver'), objects: promise.objects }
      run(given, resolver)
      return promise
    }
  }
}

/** `f.call(self, a)`, `f.apply(self, [a])`. */
function callFunction(calls: 'call' | 'apply', closure: Closure, made: ModelledCall): Value | null {
  const { values, call, state, frame } = made
  const [self, ...others] = values
  const list = state.heap.get(others[0]?.objects[0] ?? -1)?.list
  const passed =
    calls === 'call' ? others : (list ?? closure.function.variables.map(() => each(others[0] ?? unknown, state)))
  return enter(closure, self ?? null, fitted(closure, passed), call, state, frame) ?? unknown
}

function fitted({ function: within }: Closure, passed: readonly Value[]): readonly Value[] {
  return passed.slice(0, within.parameterCount)
}

/** A function that is handed to a library is called with what the library has; later, where that says nothing of it. */
export function runClosure(value: Value, given: readonly Value[], made: ModelledCall): readonly Taint[] {
  const { call, models, state, frame } = made
  if (!value.closure) return unknown.taints
  const taints = given.map(one => deepTaints(one, state.heap)).reduce(joinTaints, unknown.taints)
  const types = models.flatMap(model => model.callbacks ?? [])
  if (frame.analysis.models.runsCallbacksLater && taints.length === 0 && !seesTaint(value.closure, made)) {
    frame.analysis.parameterTypes.set(value.closure.function, types)
    runElsewhere(value.closure, types, made)
    return unknown.taints
  }
  const count = value.closure.function.parameterCount
  const variables = Array.from({ length: count }, (_, at) => ({ ...ofType(types[at] ?? null), taints }))
  const result = enter(value.closure, null, variables, call, state, frame)
  if (result) leave(result, state)
  return result?.taints ?? unknown.taints
}

/** A function of another file that a library is given, where that file does not tell what it is called with. */
function runElsewhere(closure: Closure, types: readonly string[], { call, state, frame }: ModelledCall): void {
  const { function: given, unit } = closure
  const parameters = given.variables.slice(0, given.parameterCount)
  const isNews = parameters.some((one, at) => one.type === null && types[at] !== undefined)
  if (unit === frame.analysis.unit || frame.entry || !isNews) return
  const values = parameters.map((one, at) => ofType(one.type ?? types[at] ?? null))
  const entry = { ...call.span, gives: call.name }
  enter(closure, null, values, call, state, { ...frame, entry })
}

function seesTaint({ cells }: Closure, { state: { heap } }: ModelledCall): boolean {
  return cells.some(cell => {
    const held = cell === null ? null : (heap.get(cell)?.rest ?? null)
    return held !== null && deepTaints(held, heap).length > 0
  })
}
