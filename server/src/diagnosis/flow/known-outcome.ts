import type { Callee } from './callees.ts'
import type { Dependencies } from '../dependencies.ts'
import { makeObject, type Frame } from './frame.ts'
import type { CallInstruction } from './ir.ts'
import { isQuiet, sizeOf, writesCaptured } from './quiet.ts'
import { runFunction } from './run-function.ts'
import { contents, deepTaints, type State } from './state.ts'
import { ofType, unknown, type Closure, type Value } from './values.ts'
import { cellsOf } from './variables.ts'

/** What a function does where nothing that it is given matters. */
export interface PlainOutcome {
  /** Null where it never returns. */
  value: Value | null
  makesObject: boolean
  /** Whether what it returns has functions in it, which see its variables. */
  makesFunction: boolean
  /** Whether it reads something from outside: then each call is looked into. */
  readsSource: boolean
  /** What of other files it was found out from. */
  read: Dependencies
}

/** Longest text that outcomes are told apart by. */
const longestConstant = 60
/** Largest functions that are looked into for a constant that they return, in instructions. */
const largestOfFile = 40
const largestElsewhere = 15

/**
 * The outcome of a call whose receiver and arguments carry nothing from outside: computed once for arguments that are alike, because
 * most calls are of this kind. What is wrong inside is found where the function itself is diagnosed.
 */
export function knownOutcome(
  callee: Callee,
  receiver: Value | null,
  values: readonly Value[],
  call: CallInstruction,
  state: State,
  frame: Frame,
): Value | null | 'unknown' {
  if (call.form === 'new' && values.length > 0) return 'unknown'
  const given = receiver ? [receiver, ...values] : values
  const isPlain = (value: Value): boolean => !value.closure && deepTaints(value, state.heap).length === 0
  if (!given.every(isPlain) || deepTaints(frame.self, state.heap).length > 0) return 'unknown'
  const cells = cellsOf(callee, frame.analysis.scopes)
  if (writesCaptured(callee.function)) return 'unknown'
  if (cells.some(cell => cell !== null && deepTaints({ ...unknown, objects: [cell] }, state.heap).length > 0))
    return 'unknown'
  if (isBoring(callee, frame)) {
    if (call.form === 'new') return receiver ?? unknown
    return ofType(callee.function.returnType)
  }
  const outcome = outcomeOf({ ...callee, cells }, receiver, values, state, frame)
  if (outcome.readsSource || outcome.makesFunction) return 'unknown'
  if (!outcome.value) return null
  if (call.form === 'new') return receiver ?? unknown
  if (!outcome.makesObject) return outcome.value
  const { type } = outcome.value
  return type === 'tuple' ? ofType(callee.function.returnType) : makeObject(frame, state, call.into, { type })
}

/** Whether it is not worth while to look into a function: what it makes of nothing from outside is of no interest. */
function isBoring({ function: within, unit }: Callee, frame: Frame): boolean {
  if (!isQuiet(unit, frame.analysis.models)) return false
  const largest = unit === frame.unit ? largestOfFile : largestElsewhere
  return sizeOf(within) > largest
}

function outcomeOf(
  callee: Callee & { cells: Closure['cells'] },
  receiver: Value | null,
  values: readonly Value[],
  state: State,
  frame: Frame,
): PlainOutcome {
  const { analysis } = frame
  const plain = values.map((value, at) =>
    plainValue(value, callee.function.variables[at]?.type ?? null, frame.depth < 2),
  )
  const self = ofType(receiver?.type ?? callee.function.className)
  const key = [
    self.type,
    String(analysis.modules.all),
    ...plain.map(value => `${value.type ?? ''}=${typeof value.constant}${String(value.constant)}`),
  ].join('|')
  const outcomes = analysis.outcomesOf(callee.function)
  // While files are loaded, it depends on which of them has been first.
  const isLoading = analysis.modules.depth > 0
  const known = isLoading ? undefined : outcomes.get(key)
  const { reads } = analysis.program
  if (known && reads.repeat(known.read)) return known
  const before = analysis.sourcesRead
  const inside: Frame = {
    analysis,
    function: callee.function,
    unit: callee.unit,
    id: analysis.frameId(-2, outcomes.size),
    depth: frame.depth + 1,
    caller: frame,
    self: { ...self, nullness: 'not-null' },
    temps: [],
    isGuarded: false,
    cells: callee.cells,
    isReporting: false,
    isPlain: true,
    entry: frame.entry ?? { start: 0, end: 0 },
  }
  const variables = callee.function.variables.map((_, at) => plain[at] ?? null)
  const { result, read } = reads.recorded(() =>
    runFunction(inside, { variables, heap: plainCells(callee.cells, state) }),
  )
  const { value, heap } = result
  const { returnType } = callee.function
  const outcome: PlainOutcome = {
    value: heap ? { ...(value ?? unknown), type: value?.type ?? returnType, objects: [] } : null,
    makesObject: (value?.objects.length ?? 0) > 0,
    makesFunction: value !== null && heap !== null && hasFunction(value, heap),
    readsSource: analysis.sourcesRead > before,
    read,
  }
  if (!isLoading) outcomes.set(key, outcome)
  return outcome
}

/** What calls are told apart by. */
function plainValue(value: Value, declared: string | null, withConstant: boolean): Value {
  const { constant } = value
  const isShort = typeof constant !== 'string' || constant.length <= longestConstant
  return {
    ...ofType(value.type ?? declared),
    constant: withConstant && isShort ? constant : undefined,
    nullness: withConstant && value.nullness === 'null' ? 'null' : 'unknown',
  }
}

/** What the function sees of the variables around it, without the objects that they hold. */
function plainCells(cells: Closure['cells'], { heap }: State): State['heap'] {
  const plain: State['heap'] = new Map()
  for (const cell of cells) {
    const object = cell === null ? undefined : heap.get(cell)
    if (cell !== null && object?.rest) plain.set(cell, { ...object, rest: { ...object.rest, objects: [] } })
  }
  return plain
}

function hasFunction(value: Value, heap: State['heap'], depth = 0): boolean {
  if (value.closure) return true
  if (depth > 3) return false
  return value.objects.some(id => {
    const object = heap.get(id)
    return object !== undefined && contents(object).some(held => hasFunction(held, heap, depth + 1))
  })
}
