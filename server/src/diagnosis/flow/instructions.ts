import { runCall } from './run-call.ts'
import { foldBinary, foldUnary } from './fold.ts'
import { checkStore } from './library-call.ts'
import { makeObject, valueOf, type Frame } from './frame.ts'
import type { Instruction } from './ir.ts'
import { readElement, readField, readStatic, writeElement, writeField } from './members.ts'
import { checkNull } from './null-check.ts'
import { contents, deepTaints, joinRest, type State } from './state.ts'
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
      if (!value) return 'ends'
      frame.temps[instruction.into] = value
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
    case 'read':
      return (
        state.variables[instruction.variable] ?? ofType(frame.function.variables[instruction.variable]?.type ?? null)
      )
    case 'field': {
      const { object } = instruction
      if (object === null) return readStatic(instruction, frame)
      checkNull(object, instruction, state, frame)
      return readField(valueOf(frame, object), instruction, state, frame)
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
      return makeObject(frame, state, instruction.into, {
        type: instruction.type,
        list: instruction.elements.map(element => valueOf(frame, element)),
      })
    case 'map':
      return makeMap(instruction, state, frame)
    case 'each':
      return each(valueOf(frame, instruction.of), state)
    case 'closure':
      if (frame.unit === frame.analysis.unit) frame.analysis.closures.add(instruction.function)
      return { ...unknown, nullness: 'not-null', closure: instruction.function }
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
  state.variables[instruction.variable] = isSame ? fitting : { ...fitting, type, taints }
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
  const taints = isText && fixesTarget(left) ? cleared(after, frame.analysis.targetBits) : after
  return { ...unknown, type, nullness: 'not-null', taints: joinTaints(before, taints) }
}

/** Whether what follows a text cannot choose another machine: the text is more than the beginning of an address. */
function fixesTarget({ constant }: Value): boolean {
  return typeof constant !== 'string' || !/^([a-z]+:)?\/*$/i.test(constant)
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
  for (const { key, value } of instruction.entries) {
    if (key === null) rest = joinRest(rest, valueOf(frame, value))
    else entries.set(`=${String(key)}`, valueOf(frame, value))
  }
  return makeObject(frame, state, instruction.into, { type: instruction.type, entries, rest })
}

/** Any element of a value. */
function each(of: Value, state: State): Value {
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
