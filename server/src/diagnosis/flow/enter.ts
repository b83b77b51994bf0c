import { bound } from './arguments.ts'
import type { Callee } from './callees.ts'
import { makeObject, type Frame } from './frame.ts'
import { loadAround } from './imported.ts'
import type { CallInstruction } from './ir.ts'
import { absorb } from './effects.ts'
import { knownOutcome } from './known-outcome.ts'
import { runFunction } from './run-function.ts'
import { deepTaints, type State } from './state.ts'
import { joinTaints, ofType, stepped, unknown, type Value } from './values.ts'
import { cellsOf } from './variables.ts'

/** Most calls within calls that are followed: within a file, and out of it. */
const deepest = 5
const deepestElsewhere = 3

/** Of what a frame makes, the list of the arguments that are left. */
const restAt = 49_999

/** Evaluates a function with what it is called with; null where it never returns. */
export function enter(
  callee: Callee,
  receiver: Value | null,
  given: readonly Value[],
  call: CallInstruction,
  state: State,
  frame: Frame,
): Value | null {
  const { analysis } = frame
  const values = bound(callee.function, call, given, state)
  const isElsewhere = callee.unit !== frame.unit
  const within = callee.function
  const isTooDeep = frame.depth >= (isElsewhere || frame.entry ? deepestElsewhere : deepest)
  if (isTooDeep || isRunning(within, frame) || !analysis.canDescend)
    return notEntered(receiver, values, within.returnType, state)
  if (isElsewhere) loadAround(callee, frame)
  const known = knownOutcome(callee, receiver, values, call, state, frame)
  if (known !== 'unknown') return known
  analysis.entered.add(within)
  const isConstructor = call.form === 'new'
  const inside: Frame = {
    analysis,
    function: within,
    unit: callee.unit,
    id: analysis.frameId(frame.id, call.into),
    depth: frame.depth + 1,
    caller: frame,
    self: receiver ?? (within.isStatic ? unknown : frame.self),
    temps: [],
    isGuarded: false,
    cells: cellsOf(callee, analysis.scopes),
    isReporting: frame.isReporting,
    isPlain: frame.isPlain,
    entry: frame.entry ?? (isElsewhere ? call.span : null),
  }
  const name = within.name === '' ? 'the function' : `\`${within.name}\``
  const variables = argumentsOf(callee, values, call, frame, state, `passed to ${name}`)
  if (within.isLenient && within.isVariadic) {
    const at = within.parameterCount - 1
    variables[at] = makeObject(inside, state, restAt, { type: 'Array', list: values.slice(at) })
  }
  const outcome = runFunction(inside, { variables, heap: state.heap })
  if (!outcome.heap) return null
  state.heap = outcome.heap
  const value = isConstructor ? (receiver ?? unknown) : (outcome.value ?? unknown)
  const typed = value.type === null && within.returnType !== null ? { ...value, type: within.returnType } : value
  const taints = stepped(typed.taints, frame.unit.path, call.span, `returned by ${name}`)
  return taints === typed.taints ? typed : { ...typed, taints }
}

function argumentsOf(
  { function: within }: Callee,
  values: readonly Value[],
  call: CallInstruction,
  frame: Frame,
  state: State,
  message: string,
): (Value | null)[] {
  return within.variables.map((variable, at) => {
    if (at >= within.parameterCount) return null
    const isRest = within.isVariadic && at === within.parameterCount - 1 && values.length !== within.parameterCount
    const given = isRest ? joinAll(values.slice(at), state) : values[at]
    const value = given ?? ofType(variable.type)
    const taints = stepped(value.taints, frame.unit.path, call.span, message)
    return { ...value, taints, type: value.type ?? variable.type }
  })
}

function joinAll(values: readonly Value[], state: State): Value {
  return { ...unknown, taints: values.map(value => deepTaints(value, state.heap)).reduce(joinTaints, unknown.taints) }
}

function isRunning(within: Callee['function'], frame: Frame): boolean {
  for (let one: Frame | null = frame; one; one = one.caller) if (one.function === within) return true
  return false
}

/** What is known of a call that is not looked into: its result may be made of anything that it was given. */
function notEntered(receiver: Value | null, values: readonly Value[], type: string | null, state: State): Value {
  const all = receiver ? [receiver, ...values] : values
  const taints = all.map(value => deepTaints(value, state.heap)).reduce(joinTaints, unknown.taints)
  if (receiver) for (const value of values) absorb(receiver, value, state)
  return { ...ofType(type), taints }
}
