import { behind } from './behind.ts'
import { runCall, runGetter } from './run-call.ts'
import { foldBinary, foldUnary } from './fold.ts'
import { checkStore } from './sinks.ts'
import { makeObject, valueOf, type Frame } from './frame.ts'
import { importedValue } from './imported.ts'
import type { Instruction } from './ir.ts'
import { each, eachKey, leave, readElement, readField, readStatic, writeElement, writeField } from './members.ts'
import { checkNull } from './null-check.ts'
import { deepTaints, joinRest, type State } from './state.ts'
import {
  asNumber,
  constantValue,
  isHarmless,
  isNumberType,
  joinTaints,
  ofType,
  stepped,
  unknown,
  type Value,
} from './values.ts'
import { markSeen, resultOf } from './pairs.ts'
import { addressOf, dereferenced, readVariable, writeVariable } from './variables.ts'

/** Evaluates an instruction. `ends` where nothing comes after it. */
export function runInstruction(instruction: Instruction, state: State, frame: Frame): 'ends' | null {
  switch (instruction.op) {
    case 'write':
      write(instruction, state, frame)
      return null
    case 'set-field':
      writeField(instruction, state, frame)
      checkStore(instruction, state, frame)
      return null
    case 'set-element':
      writeElement(instruction, state, frame)
      checkStore(instruction, state, frame)
      return null
    case 'call': {
      const value = runCall(instruction, state, frame)
      if (!value && !instruction.isAside) return 'ends'
      frame.temps[instruction.into] = value ?? unknown
      return null
    }
    default:
      frame.temps[instruction.into] = evaluate(instruction, state, frame)
      return null
  }
}

type Evaluated = Exclude<Instruction, { op: 'write' | 'set-field' | 'set-element' | 'call' }>

function evaluate(instruction: Evaluated, state: State, frame: Frame): Value {
  switch (instruction.op) {
    case 'constant':
      return constantValue(instruction.value)
    case 'self':
      return frame.self
    case 'global':
      return ofType(instruction.name)
    case 'imported':
      return importedValue(instruction, state, frame)
    case 'read': {
      const value = readVariable(instruction.variable, state, frame)
      if (value.pair?.role === 'error' && !value.pair.isSeen) markSeen(value.pair, state)
      return value
    }
    case 'address':
      return addressOf(instruction, state, frame)
    case 'dereference':
      checkNull(instruction.value, instruction, state, frame)
      return dereferenced(valueOf(frame, instruction.value), state)
    case 'result':
      return resultOf(instruction, state, frame)
    case 'instance': {
      const list = instruction.type?.endsWith('[]') === true ? [] : null
      return { ...makeObject(frame, state, instruction.into, { type: instruction.type, list }), nullness: 'unknown' }
    }
    case 'field': {
      const { object } = instruction
      if (object === null) return readStatic(instruction, frame)
      checkNull(object, instruction, state, frame)
      return (
        runGetter(instruction, valueOf(frame, object), state, frame) ??
        readField(valueOf(frame, object), instruction, state, frame)
      )
    }
    case 'element':
      checkNull(instruction.object, instruction, state, frame)
      return readElement(valueOf(frame, instruction.object), valueOf(frame, instruction.key), state)
    case 'binary':
      return binary(instruction, state, frame)
    case 'unary': {
      const value = valueOf(frame, instruction.value)
      return { ...value, constant: foldUnary(instruction.operator, value.constant), objects: [] }
    }
    case 'cast':
      return cast(valueOf(frame, instruction.value), instruction.type)
    case 'instance-of':
      return ofType('boolean')
    case 'list':
      return makeList(instruction, state, frame)
    case 'map':
      return makeMap(instruction, state, frame)
    case 'each':
      return (instruction.what === 'keys' ? eachKey : each)(valueOf(frame, instruction.of), state)
    case 'closure':
      return { ...unknown, nullness: 'not-null', closure: frame.analysis.closureOf(instruction, frame) }
    case 'caught':
      return { ...ofType(instruction.type), nullness: 'not-null' }
    case 'unknown': {
      const taints = instruction.of
        .map(temp => deepTaints(valueOf(frame, temp), state.heap))
        .reduce(joinTaints, unknown.taints)
      return taints.length === 0 ? unknown : { ...unknown, taints }
    }
  }
}

function write(instruction: Extract<Instruction, { op: 'write' }>, state: State, frame: Frame): void {
  const variable = frame.function.variables[instruction.variable]
  const value = valueOf(frame, instruction.value)
  const type = value.type ?? variable?.type ?? null
  const fitting = isNumberType(variable?.type ?? null) ? asNumber(value) : value
  const isNamed = variable !== undefined && variable.name !== ''
  const taints = isNamed
    ? stepped(fitting.taints, frame.unit.path, instruction.span, `assigned to \`${variable.name}\``)
    : fitting.taints
  const isSame = taints === fitting.taints && type === fitting.type
  writeVariable(instruction.variable, isSame ? fitting : { ...fitting, type, taints }, state, frame)
}

function binary(instruction: Extract<Instruction, { op: 'binary' }>, state: State, frame: Frame): Value {
  const left = valueOf(frame, instruction.left)
  const right = valueOf(frame, instruction.right)
  const constant = foldBinary(instruction.operator, left, right)
  if (constant !== undefined) return constantValue(constant)
  if (/^[<>=!]/.test(instruction.operator)) return ofType('boolean')
  // Paths of some languages are joined by a slash.
  const type = /^[+/]$/.test(instruction.operator) && !isNumberType(left.type) ? left.type : null
  // What lists hold goes with them.
  const [before, after] = [deepTaints(left, state.heap), deepTaints(right, state.heap)]
  const isText = instruction.operator === '+' && after.length > 0 && before.length === 0
  const taints = isText ? behind(after, left, frame.analysis) : after
  const isOwn = isHarmless(left) && isHarmless(right)
  return { ...unknown, type, nullness: 'not-null', taints: joinTaints(before, taints), isOwn }
}

/** A cast to a more general type does not make less known. */
function cast(value: Value, type: string): Value {
  if (type === '') return value
  if (isNumberType(type)) return { ...asNumber(value), type }
  return value.objects.length === 0 ? { ...value, type } : value
}

function makeMap(instruction: Extract<Instruction, { op: 'map' }>, state: State, frame: Frame): Value {
  const entries = new Map<string, Value>()
  let rest: Value | null = null
  for (const { key, value, isSpread } of instruction.entries) {
    const made = valueOf(frame, value)
    const taken = isSpread ? state.heap.get(made.objects[0] ?? -1) : undefined
    if (taken && made.objects.length === 1) {
      for (const [name, held] of taken.entries) entries.set(name, held)
      for (const held of [...(taken.list ?? []), ...(taken.rest ? [taken.rest] : [])]) rest = joinRest(rest, held)
      if (made.taints.length > 0) rest = joinRest(rest, { ...unknown, taints: made.taints })
    } else if (key === null) rest = joinRest(rest, isSpread ? each(made, state) : made)
    else entries.set(`=${String(key)}`, made)
  }
  // What is put into something is closed by whoever has that.
  for (const held of entries.values()) leave(held, state)
  if (rest) leave(rest, state)
  return makeObject(frame, state, instruction.into, { type: instruction.type, entries, rest })
}

function makeList(instruction: Extract<Instruction, { op: 'list' }>, state: State, frame: Frame): Value {
  const { type, spreads } = instruction
  const elements = instruction.elements.map(element => valueOf(frame, element))
  // Several results are no list that anybody keeps.
  if (type !== 'tuple') for (const element of elements) leave(element, state)
  if (!spreads || spreads.length === 0) return makeObject(frame, state, instruction.into, { type, list: elements })
  const parts = elements.map((element, at) => {
    if (!spreads.includes(at)) return [element]
    const only = element.objects.length === 1 ? state.heap.get(element.objects[0] ?? -1) : undefined
    return element.taints.length === 0 && only?.list && !only.rest ? only.list : null
  })
  const isKnown = parts.every(part => part !== null)
  const all = elements.map((element, at) => (spreads.includes(at) ? each(element, state) : element))
  return makeObject(frame, state, instruction.into, {
    type,
    list: isKnown ? parts.flat() : null,
    rest: isKnown ? null : all.reduce(joinRest, null),
  })
}
