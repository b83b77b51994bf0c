import type { Analysis } from './analysis.ts'
import type { FunctionIr, Instruction, Temp, UnitIr } from './ir.ts'
import type { State } from './state.ts'
import { unknown, type Closure, type ObjectId, type Value } from './values.ts'

/** A function while it is evaluated. */
export interface Frame {
  analysis: Analysis
  function: FunctionIr
  /** The file that it stands in. */
  unit: UnitIr
  id: number
  depth: number
  /** The frames around it call it: none of them is entered again. */
  caller: Frame | null
  self: Value
  temps: (Value | undefined)[]
  /** Where the variables are kept that the function captures: see `Closure`. */
  cells: Closure['cells']
  /** Whether an exception that is thrown where it is now is caught in this function, or something is tidied up before it goes on. */
  isGuarded: boolean
  /** Whether what is found now is told: not while a loop is still being gone around. */
  isReporting: boolean
  /** Whether it is evaluated for what may be known of all calls that are alike (known-outcome.ts). */
  isPlain: boolean
  /**
   * Where to point at in the file that is diagnosed: the call that led into another file; null in that file itself. `gives`: the call
   * gives a function of another file to a library, which calls it: nobody knows of that who sees the other file alone.
   */
  entry: { start: number; end: number; gives?: string } | null
}

/** Whether something catches what is thrown now: this function, or one of those that have called it. */
export function isCaught(frame: Frame): boolean {
  for (let at: Frame | null = frame; at; at = at.caller) if (at.isGuarded) return true
  return false
}

export function valueOf(frame: Frame, temp: Temp): Value {
  return frame.temps[temp] ?? unknown
}

/** The object that an instruction of a frame makes. */
export function objectId(frame: Frame, temp: Temp): ObjectId {
  return frame.id * 100_000 + temp
}

/** Makes an object, new each time. */
export function makeObject(
  frame: Frame,
  state: State,
  temp: Temp,
  object: Partial<State['heap'] extends Map<number, infer One> ? One : never> & { type: string | null },
): Value {
  const id = objectId(frame, temp)
  state.heap.set(id, { entries: new Map(), list: null, rest: null, openedAt: null, ...object })
  return { ...unknown, type: object.type, nullness: 'not-null', objects: [id] }
}

const definitions = new WeakMap<FunctionIr, Map<Temp, Instruction>>()

/** The instruction that makes a temporary. */
export function definitionOf(within: FunctionIr, temp: Temp): Instruction | undefined {
  let known = definitions.get(within)
  if (!known) {
    known = new Map()
    for (const block of within.blocks)
      for (const instruction of block.instructions) if ('into' in instruction) known.set(instruction.into, instruction)
    definitions.set(within, known)
  }
  return known.get(temp)
}
