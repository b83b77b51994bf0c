import { truthOf } from './fold.ts'
import { definitionOf, valueOf, type Frame } from './frame.ts'
import type { Block, CallInstruction, Constant, Temp, Terminator } from './ir.ts'
import { leave } from './members.ts'
import type { CallModel } from './models.ts'
import { refinePair } from './pairs.ts'
import { copyOf, type State } from './state.ts'
import { cleared, type Value } from './values.ts'
import { refineVariable } from './variables.ts'

/** What holds where a condition has turned out so; null where it cannot. */
export function refine(condition: Temp, holds: boolean, state: State, frame: Frame): State | null {
  const truth = truthOf(valueOf(frame, condition))
  if (truth !== undefined && truth !== holds) return null
  const definition = definitionOf(frame.function, condition)
  // What holds is not null, and what is null does not hold.
  if (definition?.op === 'read' && holds)
    set(condition, state, frame, known => (known.nullness === 'not-null' ? known : { ...known, nullness: 'not-null' }))
  // A text that does not hold is empty, and what is open holds: this is not the object that it might have been.
  if (definition?.op === 'read' && !holds) {
    leave(valueOf(frame, condition), state)
    set(condition, state, frame, known => (known.taints.length === 0 ? known : { ...known, taints: [] }))
  }
  if (definition?.op === 'binary' && (definition.operator === '==' || definition.operator === '!=')) {
    const isEqual = (definition.operator === '==') === holds
    return equal(definition.left, definition.right, isEqual, state, frame) &&
      equal(definition.right, definition.left, isEqual, state, frame)
      ? state
      : null
  }
  if (definition?.op === 'call') {
    // Whoever asks something of an error knows that it is one.
    for (const { pair } of definition.arguments.map(temp => valueOf(frame, temp)))
      if (pair?.role === 'error') refinePair({ ...pair, isNull: false }, true, state)
    // It may have been asked whether it is null.
    for (const temp of definition.arguments)
      set(temp, state, frame, known =>
        known.nullness === 'not-null'
          ? known
          : { ...known, nullness: 'unknown', constant: known.constant ?? undefined },
      )
    refineByCall(definition, holds, state, frame)
  }
  return state
}

/** Refines one side of a comparison by the other; false where it cannot be. */
function equal(one: Temp, other: Temp, isEqual: boolean, state: State, frame: Frame): boolean {
  const { constant, taints } = valueOf(frame, other)
  const value = valueOf(frame, one)
  if (isEqual && taints.length === 0) {
    const definition = definitionOf(frame.function, one)
    const vouched = definition?.op === 'call' ? modelsOf(definition, frame).flatMap(model => model.vouches ?? []) : []
    if (vouched.length > 0) vouch(one, frame.analysis.models.bitsOf(vouched), state, frame)
  }
  if (constant === undefined) return true
  if (constant === null) {
    if (value.nullness === (isEqual ? 'not-null' : 'null')) return false
    if (value.pair?.role === 'error') refinePair(value.pair, !isEqual, state)
    // What is null is not the object that it might have been.
    if (isEqual) leave(value, state)
    set(one, state, frame, known => ({ ...known, nullness: isEqual ? 'null' : 'not-null' }))
  } else if (isEqual) {
    if (isPart(one, frame)) vouch(one, frame.analysis.targetBits, state, frame)
    set(one, state, frame, known => ({ ...known, constant, taints: [], nullness: 'not-null' }))
  }
  return true
}

/** Changes what is known of the variable that a temporary has been read from. */
function set(temp: Temp, state: State, frame: Frame, change: (known: Value) => Value): void {
  const definition = definitionOf(frame.function, temp)
  if (definition?.op === 'read') refineVariable(definition.variable, state, frame, change)
}

/** Checks that let only known values through: `allowed.contains(x)`, `x.equals("a")`, `x.matches("[a-z]+")`. */
function refineByCall(call: CallInstruction, holds: boolean, state: State, frame: Frame): void {
  const { analysis } = frame
  for (const model of modelsOf(call, frame)) {
    if (holds && model.vouches && call.receiver !== null && knowsAll(call, call.receiver, frame))
      vouch(call.receiver, analysis.models.bitsOf(model.vouches), state, frame)
    const place = holds ? model.guards : model.refuses
    if (place === undefined) continue
    const guarded = place === -1 ? call.receiver : call.arguments[place]
    if (guarded === undefined || guarded === null || !knowsAll(call, guarded, frame)) continue
    if (model.matching && !isAskedWith(model.matching, call, guarded, frame)) continue
    clear(guarded, model.clears ? analysis.models.bitsOf(model.clears) : ~0, state, frame)
    if (holds && isPart(guarded, frame)) vouch(guarded, analysis.targetBits, state, frame)
  }
}

/** What a value is asked with, or compared with. */
function othersOf(call: CallInstruction, guarded: Temp): Temp[] {
  return [call.receiver, ...call.arguments].filter(temp => temp !== null).filter(temp => temp !== guarded)
}

/** Whether what a value is compared with does not come from outside itself. */
function knowsAll(call: CallInstruction, guarded: Temp, frame: Frame): boolean {
  return othersOf(call, guarded).every(temp => valueOf(frame, temp).taints.every(taint => taint.source.kind === 'path'))
}

function isAskedWith(pattern: RegExp, call: CallInstruction, guarded: Temp, frame: Frame): boolean {
  return othersOf(call, guarded).some(temp => pattern.test(String(valueOf(frame, temp).constant)))
}

function modelsOf(call: CallInstruction, frame: Frame): CallModel[] {
  const { analysis, unit } = frame
  const type = call.receiver === null ? call.type : valueOf(frame, call.receiver).type
  return analysis.models.callsOf(type, call.name, call.arguments.length, unit.wildcards)
}

/** Makes the variable behind a value safe for some sinks, also where the value is another form of it. */
function clear(temp: Temp, bits: number, state: State, frame: Frame): void {
  let at = temp
  for (let deep = 0; deep < 4; deep++) {
    set(at, state, frame, known => ({ ...known, taints: cleared(known.taints, bits) }))
    const definition = definitionOf(frame.function, at)
    if (definition?.op !== 'call') return
    const echoes = modelsOf(definition, frame).find(model => model.echoes !== undefined)?.echoes
    const next = echoes === -1 ? definition.receiver : echoes === undefined ? null : definition.arguments[echoes]
    if (next === null || next === undefined) return
    at = next
  }
}

/** Whether a value has been read out of another one. */
function isPart(temp: Temp, frame: Frame): boolean {
  const definition = definitionOf(frame.function, temp)
  return definition?.op === 'field' || definition?.op === 'call'
}

/**
 * Makes whatever comes from where a value does safe for some sinks. Where a part of an address has been compared with what is known,
 * its host for example, then the whole leads only where it should, whatever variables hold it.
 */
function vouch(temp: Temp, bits: number, state: State, frame: Frame): void {
  const sources = new Set(valueOf(frame, temp).taints.map(taint => taint.source))
  if (sources.size === 0) return
  for (const [at, value] of state.variables.entries()) {
    if (!value?.taints.some(taint => sources.has(taint.source))) continue
    const taints = value.taints.map(taint =>
      sources.has(taint.source) ? { ...taint, safeFor: taint.safeFor | bits } : taint,
    )
    state.variables[at] = { ...value, taints }
  }
}

/** Where a `switch` may go, and what holds there. */
export function switchTargets(
  end: Extract<Terminator, { kind: 'switch' }>,
  state: State,
  frame: Frame,
): { block: Block; state: State }[] {
  const { constant } = valueOf(frame, end.subject)
  const targets: { block: Block; state: State }[] = []
  for (const { constants, to } of end.cases) {
    if (constant !== undefined && constants) {
      if (constants.includes(constant)) return [...targets, { block: to, state }]
      continue
    }
    const only: Constant | undefined = constants?.length === 1 ? constants[0] : undefined
    const refined = constants ? copyOf(state) : state
    if (constants)
      set(end.subject, refined, frame, known => ({ ...known, taints: [], constant: only, nullness: 'not-null' }))
    targets.push({ block: to, state: refined })
  }
  return [...targets, { block: end.otherwise, state }]
}
