import { argumentsAt } from './arguments.ts'
import { propertyKey } from './effects.ts'
import { definitionOf, isCaught, valueOf, type Frame } from './frame.ts'
import type { CallInstruction, Instruction } from './ir.ts'
import { dataType, held, readElement } from './members.ts'
import type { CallModel } from './models.ts'
import { checkConstant, reportSink } from './report.ts'
import { contents, deepTaints, type State } from './state.ts'
import { formatted } from './text-format.ts'
import { constantValue, isHarmless, type Value } from './values.ts'

/** A call that models know, and what it is made with. */
export interface ModelledCall {
  call: CallInstruction
  models: readonly CallModel[]
  receiver: Value | null
  values: readonly Value[]
  type: string | null
  state: State
  frame: Frame
}

/** Tells of what reaches a sink. Once told, it is not told again further on: the bits of those sinks. */
export function checkSinks(model: CallModel, made: ModelledCall): number {
  const { call, receiver, values, state, frame } = made
  let bits = 0
  for (const sink of model.sinks) {
    if (sink.isUncaught && isCaught(frame)) continue
    const places = sink.arguments === 'all' ? [...values.keys()] : sink.arguments
    const reached =
      sink.arguments === 'all'
        ? printedBy(model, made)
        : places.flatMap(place => [...argumentsAt(place, call, receiver, values)])
    for (const whole of reached) {
      const value = sink.element === undefined ? whole : elementOf(whole, sink.element, state)
      if (sink.isText && (value.objects.length > 0 || value.closure || value.type === dataType)) continue
      const bit = frame.analysis.models.bitOf(sink.rule)
      const safe = sink.kind === undefined ? bit : bit | frame.analysis.models.bitsOf([sink.kind])
      const taints = deepTaints(value, state.heap).filter(
        taint => sink.from.includes(taint.source.kind) && (taint.safeFor & safe) === 0,
      )
      if (taints.length === 0) {
        judge(sink.rule, isKnown(value, state), made)
        continue
      }
      if ((sink.isElse && bits !== 0) || isExcepted(sink, receiver, state) || !holds(sink.when, made)) continue
      judge(sink.rule, false, made)
      if (frame.isReporting) reportSink(sink.rule, taints, call, frame)
      bits |= bit
    }
  }
  for (const check of model.checks) {
    const [value] = argumentsAt(check.argument, call, receiver, values)
    if (check.isBeyondLiterals && value && isLiteral(value, made)) continue
    const checked = value && check.property !== undefined ? held(value, propertyKey(check.property), state) : value
    if (checked && frame.isReporting && holds(check.when, made)) checkConstant(check, checked, call, frame)
  }
  return bits
}

/** What a call prints, as it prints it; of one that does not, all that it is given. */
export function printedBy({ format }: CallModel, { values, state, frame }: ModelledCall): readonly Value[] {
  const given = format === undefined ? undefined : values[format]
  if (!given || format === undefined) return values
  return [formatted(given, values.slice(format + 1), frame.analysis, state)]
}

/** Notes what is known of what arrives at a place, for those who only see the place. */
function judge(rule: string, isHarmless: boolean, { call, frame }: ModelledCall): void {
  if (!frame.isReporting || frame.entry || frame.unit !== frame.analysis.unit) return
  frame.analysis.judge({ rule, span: call.span, isHarmless })
}

/** Deepest that what a value holds is looked into. */
const deepestKnown = 3

/** Whether all of a value is written in the program, or comes from where what comes is safe here. */
function isKnown(value: Value, state: State, depth = 0): boolean {
  if (isHarmless(value) || value.constant !== undefined || value.taints.length > 0) return true
  if (value.objects.length === 0 || depth >= deepestKnown) return false
  return value.objects.every(id => {
    const object = state.heap.get(id)
    return object !== undefined && contents(object).every(held => isKnown(held, state, depth + 1))
  })
}

/** Whether an argument is written as a literal in its place. */
function isLiteral(value: Value, { call, values, frame }: ModelledCall): boolean {
  const temp = call.arguments[values.indexOf(value)]
  return temp !== undefined && definitionOf(frame.function, temp)?.op === 'constant'
}

/** An element of a list whose elements are known; of anything else the whole. */
function elementOf(value: Value, element: number | string, state: State): Value {
  const isKnown = value.objects.some(id => state.heap.get(id)?.list || state.heap.get(id)?.entries.size)
  return isKnown ? readElement({ ...value, taints: [] }, constantValue(element), state) : value
}

/** Whether conditions on the arguments hold. */
function holds(
  conditions: CallModel['checks'][number]['when'],
  { call, receiver, values, state }: ModelledCall,
): boolean {
  return conditions.every(({ argument, element, property, matches, orAbsent, orUnknown }) => {
    const [whole] = argumentsAt(argument, call, receiver, values)
    if (!whole) return orAbsent
    const value = element === undefined ? whole : elementOf(whole, element, state)
    const set = property === undefined ? value : held(value, `=${property}`, state)
    // What comes from outside as a whole has not been given the property here.
    if (!set) return value.objects.length > 0 ? orAbsent : orUnknown || (orAbsent && value.taints.length > 0)
    const text = set.constant === undefined ? set.type : String(set.constant)
    return text !== null && matches.test(text)
  })
}

/** Whether a property of what the method is called on makes the sink harmless. */
function isExcepted({ unless }: CallModel['sinks'][number], receiver: Value | null, state: State): boolean {
  if (!unless || !receiver) return false
  return unless.property.some(property => {
    const constant = held(receiver, `=${property}`, state)?.constant
    return typeof constant === 'string' && unless.matches.test(constant)
  })
}

/** Tells of what is put under a key, or into a member, of something that models know: its name is `[]=`, or `.name=`. */
export function checkStore(
  instruction: Extract<Instruction, { op: 'set-element' | 'set-field' }>,
  state: State,
  frame: Frame,
): void {
  const { object, value, span } = instruction
  if (object === null) return
  const receiver = valueOf(frame, object)
  const name = instruction.op === 'set-element' ? '[]=' : `.${instruction.name}=`
  const parts = instruction.op === 'set-element' ? [instruction.key, value] : [value]
  const models = frame.analysis.models.callsOf(receiver.type, name, parts.length, frame.unit.wildcards)
  if (models.length === 0) return
  const call: CallInstruction = {
    op: 'call',
    into: -1,
    span,
    form: 'method',
    receiver: object,
    type: null,
    name,
    arguments: parts,
  }
  const values = parts.map(temp => valueOf(frame, temp))
  for (const model of models) checkSinks(model, { call, models, receiver, values, type: receiver.type, state, frame })
}
