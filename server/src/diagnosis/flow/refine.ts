import { truthOf } from './fold.ts'
import { definitionOf, valueOf, type Frame } from './frame.ts'
import type { Block, Constant, Instruction, Temp, Terminator } from './ir.ts'
import { leave } from './members.ts'
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
  if (definition?.op === 'binary' && (definition.operator === '==' || definition.operator === '!=')) {
    const isEqual = (definition.operator === '==') === holds
    return equal(definition.left, definition.right, isEqual, state, frame) &&
      equal(definition.right, definition.left, isEqual, state, frame)
      ? state
      : null
  }
  if (definition?.op === 'call') {
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
  const { constant } = valueOf(frame, other)
  if (constant === undefined) return true
  const value = valueOf(frame, one)
  if (constant === null) {
    if (value.nullness === (isEqual ? 'not-null' : 'null')) return false
    // What is null is not the object that it might have been.
    if (isEqual) leave(value, state)
    set(one, state, frame, known => ({ ...known, nullness: isEqual ? 'null' : 'not-null' }))
  } else if (isEqual) {
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
function refineByCall(call: Extract<Instruction, { op: 'call' }>, holds: boolean, state: State, frame: Frame): void {
  const { analysis, unit } = frame
  const type = call.receiver === null ? call.type : valueOf(frame, call.receiver).type
  for (const model of analysis.models.callsOf(type, call.name, call.arguments.length, unit.wildcards)) {
    const place = holds ? model.guards : model.refuses
    if (place === undefined) continue
    const guarded = place === -1 ? call.receiver : call.arguments[place]
    const bits = model.clears ? analysis.models.bitsOf(model.clears) : ~0
    const others = [call.receiver, ...call.arguments].filter(temp => temp !== null && temp !== guarded)
    // What a value is compared with must not come from outside itself.
    const isKnown = others.every(temp => temp !== null && valueOf(frame, temp).taints.length === 0)
    const isAsked =
      !model.matching ||
      others.some(temp => temp !== null && model.matching?.test(String(valueOf(frame, temp).constant)))
    if (guarded !== undefined && guarded !== null && isKnown && isAsked)
      set(guarded, state, frame, known => ({ ...known, taints: cleared(known.taints, bits) }))
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
