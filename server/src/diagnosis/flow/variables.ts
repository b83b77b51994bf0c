import type { Callee } from './callees.ts'
import { valueOf, type Frame } from './frame.ts'
import type { Instruction, LexicalScope, Variable, VariableIr } from './ir.ts'
import type { ObjectState, State } from './state.ts'
import { ofType, unknown, type Closure, type ObjectId, type Value } from './values.ts'

/** Of what is held in the objects of a frame, where its variables begin that closures share. */
const firstCell = 50_000
/** Most objects that are taken along with what a variable holds from an earlier run. */
const mostTaken = 200

/** The object of the heap that a variable is kept in which closures share; null for one of the function's own. */
function cellOf(variable: Variable, { function: within, id, cells }: CellFrame): ObjectId | null {
  const info = within.variables[variable]
  if (!info) return null
  if (info.captured !== null) return cells[variable] ?? null
  return info.isShared === 'no' ? null : id * 100_000 + firstCell + variable
}

/** As much of a frame as tells where its variables are kept. */
export type CellFrame = Pick<Frame, 'function' | 'id' | 'cells'>

/** Where a function that is made or declared in a frame has the variables that it captures. */
export function captureCells({ variables }: Frame['function'], around: CellFrame | null): Closure['cells'] {
  return variables.map(({ captured }) => (captured === null || !around ? null : cellOf(captured, around)))
}

/** The same of a method: its class stands in a function that runs once. */
export function cellsOf(
  { function: called, cells }: Callee,
  frames: ReadonlyMap<LexicalScope, CellFrame>,
): Closure['cells'] {
  if (cells) return cells
  const { around } = called.scope
  return captureCells(called, (around && frames.get(around)) ?? null)
}

export function readVariable(variable: Variable, state: State, frame: Frame): Value {
  const info = frame.function.variables[variable]
  const cell = cellOf(variable, frame)
  if (cell === null) return state.variables[variable] ?? ofType(info?.type ?? null)
  if (!state.heap.has(cell)) takeFromBackground([cell], state, frame)
  const value = state.heap.get(cell)?.rest ?? ofType(info?.type ?? null)
  return info && mayChange(info) ? { ...value, constant: undefined, nullness: 'unknown' } : value
}

/** Whether what is known here need not be what is there when this runs. */
function mayChange(variable: VariableIr): boolean {
  if (variable.root) return variable.root.writes > 1
  return variable.isShared === 'written'
}

export function writeVariable(variable: Variable, value: Value, state: State, frame: Frame): void {
  const cell = cellOf(variable, frame)
  if (cell === null) state.variables[variable] = value
  else putInCell(cell, value, state)
}

/** Changes what is known of a variable, if anything is. */
export function refineVariable(variable: Variable, state: State, frame: Frame, change: (known: Value) => Value): void {
  const cell = cellOf(variable, frame)
  const known = cell === null ? state.variables[variable] : state.heap.get(cell)?.rest
  if (known) writeVariable(variable, change(known), state, frame)
}

/** Parameters that closures share are kept where they look for them. */
export function shareParameters(state: State, frame: Frame): void {
  for (let at = 0; at < frame.function.parameterCount; at++) {
    const value = state.variables[at]
    const cell = value ? cellOf(at, frame) : null
    if (value && cell !== null) putInCell(cell, value, state)
  }
}

function putInCell(cell: ObjectId, rest: Value, { heap }: State): void {
  heap.set(cell, { type: null, entries: new Map(), list: null, rest, openedAt: null })
}

/** What others may have changed since: what was nothing then may be something. And what is open there is somebody else's. */
function asFoundLater({ type, entries, list, rest }: ObjectState): ObjectState {
  const later = (value: Value): Value =>
    value.constant === null || value.nullness === 'null' || value.nullness === 'maybe'
      ? { ...value, constant: value.constant ?? undefined, nullness: 'unknown' }
      : value
  return {
    type,
    entries: new Map([...entries].map(([key, value]) => [key, later(value)])),
    list: list?.map(later) ?? null,
    rest: rest && later(rest),
    openedAt: null,
  }
}

/** What functions that have run before have left behind, as much of it as can be reached from these objects. */
export function takeFromBackground(
  first: readonly ObjectId[],
  state: State,
  { analysis: { background } }: Frame,
): void {
  const open = [...first]
  for (let id = open.pop(), count = 0; id !== undefined && count < mostTaken; id = open.pop()) {
    const object = state.heap.has(id) ? undefined : background.get(id)
    if (!object) continue
    count++
    state.heap.set(id, asFoundLater(object))
    for (const held of [...object.entries.values(), ...(object.list ?? []), ...(object.rest ? [object.rest] : [])])
      open.push(...held.objects)
  }
}

/** A pointer to a variable: to the object that it holds, else to the place where it is kept. */
export function addressOf(
  { variable, value }: Extract<Instruction, { op: 'address' }>,
  state: State,
  frame: Frame,
): Value {
  const pointedAt = valueOf(frame, value)
  if (pointedAt.objects.length > 0) return { ...pointedAt, nullness: 'not-null' }
  const cell = cellOf(variable, frame)
  if (cell === null) return { ...pointedAt, nullness: 'not-null' }
  if (!state.heap.has(cell)) putInCell(cell, pointedAt, state)
  return { ...unknown, type: pointedAt.type, nullness: 'not-null', objects: [cell] }
}

/** What a pointer points at: what is kept in the place, or the object itself. */
export function dereferenced(pointer: Value, { heap }: State): Value {
  const [only] = pointer.objects
  const isPlace = pointer.objects.length === 1 && only !== undefined && only % 100_000 >= firstCell
  const held = isPlace ? heap.get(only) : undefined
  return held?.type === null && held.rest && held.entries.size === 0 ? held.rest : pointer
}
