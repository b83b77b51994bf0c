import type { Constant, FunctionIr, Span, UnitIr } from './ir.ts'

/** Where something that matters comes from. */
export interface Source {
  /** `user`: whoever calls the program chooses it; `random`: it can be guessed. */
  kind: string
  /** In a sentence: `the request parameter`. */
  what: string
  path: string
  span: Span
}

/** A step that a value has gone, and those before it. */
export interface Trace {
  path: string
  span: Span
  message: string
  before: Trace | null
}

export interface Taint {
  source: Source
  /** Bits of the sinks that it is safe for. */
  safeFor: number
  trace: Trace
}

/** `maybe`: null on one of the paths that lead here. `unknown`: nobody has said anything. */
export type Nullness = 'null' | 'not-null' | 'maybe' | 'unknown'

export type ObjectId = number

/** A function value. */
export interface Closure {
  unit: UnitIr
  function: FunctionIr
  /** For each variable of the function that it captures, the object of the heap that it is kept in; null for its own. */
  cells: readonly (ObjectId | null)[]
}

/** What is known of a value. Never changed in place. */
export interface Value {
  /** Undefined where it may be several. */
  constant: Constant | undefined
  /** One for each source. */
  taints: readonly Taint[]
  nullness: Nullness
  type: string | null
  /** The objects of the heap that it may be; empty where it is none that was made here. */
  objects: readonly ObjectId[]
  closure: Closure | null
  /** Whether it is made of nothing but what is written in the program. */
  isOwn: boolean
  /** The call that it is a result of, beside others: what is known of one then says something of the other. */
  pair?: Pair
}

/** What connects the results of a call in languages that return errors. */
export interface Pair {
  /** The object that the call has made, or would have made. */
  id: ObjectId
  role: 'value' | 'error'
  /** Whether the value is null where the error is not. */
  isNull: boolean
  /** Whether somebody has looked at the error. */
  isSeen: boolean
}

export const unknown: Value = {
  constant: undefined,
  taints: [],
  nullness: 'unknown',
  type: null,
  objects: [],
  closure: null,
  isOwn: false,
}

/** The type of a text in every language; models say which type of theirs it is. */
export const textType = 'text'

export function constantValue(constant: Constant): Value {
  const type = typeof constant === 'string' ? textType : null
  return { ...unknown, constant, type, nullness: constant === null ? 'null' : 'not-null', isOwn: true }
}

export function ofType(type: string | null): Value {
  return type === null ? unknown : { ...unknown, type }
}

/** Most objects that a value is followed to. */
const mostObjects = 8

/** What holds for either of two values. The first itself where the other adds nothing. */
export function join(a: Value, b: Value): Value {
  if (a === b) return a
  const constant = a.constant === b.constant ? a.constant : undefined
  const taints = joinTaints(a.taints, b.taints)
  const nullness = joinNullness(a.nullness, b.nullness)
  const type = joinTypes(a, b)
  const objects = joinObjects(a.objects, b.objects)
  const closure = a.closure ?? b.closure
  const pair = joinPairs(a.pair, b.pair)
  const isOwn = a.isOwn && b.isOwn
  const isSame =
    constant === a.constant &&
    taints === a.taints &&
    nullness === a.nullness &&
    type === a.type &&
    objects === a.objects &&
    closure === a.closure &&
    isOwn === a.isOwn &&
    pair === a.pair
  if (isSame) return a
  return { constant, taints, nullness, type, objects, closure, isOwn, ...(pair ? { pair } : {}) }
}

/** Results of different calls have nothing to do with each other. */
function joinPairs(a: Pair | undefined, b: Pair | undefined): Pair | undefined {
  if (a === b || !a || !b || a.id !== b.id || a.role !== b.role) return a === b ? a : undefined
  return a.isSeen ? a : b
}

/** `null` is of every type. */
function joinTypes(a: Value, b: Value): string | null {
  if (a.type === b.type || b.constant === null) return a.type
  return a.constant === null ? b.type : null
}

function joinNullness(a: Nullness, b: Nullness): Nullness {
  if (a === b) return a
  if (a === 'maybe' || b === 'maybe' || a === 'null' || b === 'null') return 'maybe'
  return 'unknown'
}

export function joinTaints(a: readonly Taint[], b: readonly Taint[]): readonly Taint[] {
  if (a === b || b.length === 0) return a
  if (a.length === 0) return b
  let joined: Taint[] | null = null
  for (const taint of b) {
    const list: readonly Taint[] = joined ?? a
    const at = list.findIndex(one => one.source === taint.source)
    const known = list[at]
    if (!known) joined = [...list, taint]
    else if ((known.safeFor & taint.safeFor) !== known.safeFor)
      joined = list.with(at, { ...known, safeFor: known.safeFor & taint.safeFor })
  }
  return joined ?? a
}

function joinObjects(a: readonly ObjectId[], b: readonly ObjectId[]): readonly ObjectId[] {
  const more = b.filter(id => !a.includes(id))
  return more.length === 0 ? a : [...a, ...more].slice(0, mostObjects)
}

/** The same value after a step. */
export function stepped(taints: readonly Taint[], path: string, span: Span, message: string): readonly Taint[] {
  if (taints.length === 0) return taints
  return taints.map(taint => ({ ...taint, trace: { path, span, message, before: taint.trace } }))
}

/** The taints as they are after something that makes them safe for some sinks. */
export function cleared(taints: readonly Taint[], bits: number): readonly Taint[] {
  return taints.map(taint => ({ ...taint, safeFor: taint.safeFor | bits }))
}

const numbers = new Set(
  `int long short byte float double boolean bool number uint int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64
  java.lang.Integer java.lang.Long java.lang.Short java.lang.Byte java.lang.Float java.lang.Double java.lang.Boolean`.split(
    /\s+/,
  ),
)

/** Whether nothing but a number or a truth value can be of this type: no text gets through it. */
export function isNumberType(type: string | null): boolean {
  return type !== null && numbers.has(type)
}

/** Whether nobody outside can write text into a value: all of it is the program's own, or it is a number. */
export function isHarmless({ isOwn, type }: Value): boolean {
  return isOwn || isNumberType(type)
}

/** What is left of a value in a place for numbers: that it can be guessed, not that a user has written it. */
export function asNumber(value: Value): Value {
  const taints = value.taints.filter(taint => taint.source.kind === 'random')
  return taints.length === value.taints.length ? value : { ...value, taints }
}
