import type { Dependencies } from '../dependencies.ts'
import { mayGiveByItself } from './exposed.ts'
import { makeObject, type Frame } from './frame.ts'
import type { Instruction, Temp, UnitIr } from './ir.ts'
import { held } from './members.ts'
import type { Exporting } from './program.ts'
import { runFunction } from './run-function.ts'
import type { State } from './state.ts'
import { ofType, unknown, type Value } from './values.ts'
import { takeFromBackground } from './variables.ts'

type Imported = Extract<Instruction, { op: 'imported' }>

/** Most files that are loaded for one that is diagnosed, and most instructions for loading one. */
const mostLoaded = 150
const mostSteps = 8000
/** Most files that are loaded within each other. */
const deepest = 8
/** Most names that are taken together where everything is imported that a file hands on. */
const mostTogether = 100

/** What is known of the files that are loaded for another one. */
export interface LoadedModules {
  /** Null for what cannot be loaded, and while it is being loaded: files may import each other. */
  exports: Map<UnitIr, { value: Value | null; read: Dependencies }>
  values: Map<Imported, { found: Exporting | null; read: Dependencies }>
  depth: number
  /** Whether all are looked into; else those that are known to be wanted. */
  all: boolean
  wanted: Map<string, { isIt: boolean; read: Dependencies }>
}

/** Before anything has been loaded. */
export function noModules(all: boolean): LoadedModules {
  return { exports: new Map(), values: new Map(), wanted: new Map(), depth: 0, all }
}

/** Evaluates what a file imports: as it is once the other file has been loaded. */
export function importedValue(imported: Imported, state: State, frame: Frame): Value {
  const value = valueOf(imported, state, frame) ?? unknown
  const isNothing = value.type === null && value.objects.length === 0 && !value.closure && value.constant === undefined
  if (!isNothing) return value
  const known = imported.type === null ? unknown : { ...ofType(imported.type), isOwn: true }
  return value.taints.length === 0 ? known : { ...known, taints: value.taints }
}

function valueOf(imported: Imported, state: State, frame: Frame): Value | null {
  if (!isWanted(imported.module, frame)) return null
  const { analysis, unit } = frame
  const { modules, program } = analysis
  const known = modules.values.get(imported)
  if (known) program.reads.include(known.read)
  const made = known ?? recorded(frame, () => ({ found: program.exporting(imported.module, imported.name, unit) }))
  if (!known) modules.values.set(imported, made)
  if (!made.found) return null
  const { unit: other, name } = made.found
  return name === null ? namespaceOf(other, imported.into, state, frame) : exportOf(made.found, state, frame)
}

/** Where nothing comes in from outside, only files that may give something by themselves are looked into. */
function isWanted(module: string, frame: Frame): boolean {
  const { modules, program, models } = frame.analysis
  if (modules.all) return true
  const known = modules.wanted.get(module)
  if (known) program.reads.include(known.read)
  const made =
    known ??
    recorded(frame, () => ({ isIt: program.looksLike(module, frame.unit, text => mayGiveByItself(text, models)) }))
  if (!known) modules.wanted.set(module, made)
  return made.isIt
}

function recorded<Result extends object>(frame: Frame, run: () => Result): Result & { read: Dependencies } {
  const { result, read } = frame.analysis.program.reads.recorded(run)
  return { ...result, read }
}

function exportOf({ unit, name }: Exporting, state: State, frame: Frame): Value | null {
  const all = exportsOf(unit, frame)
  if (!all) return null
  takeFromBackground(all.objects, state, frame)
  const value = name === null ? all : held(all, `=${name}`, state)
  // Whoever else imports it may have given it a value since.
  return value?.nullness === 'null' ? null : value
}

/** All that a file exports: where it hands on what others declare, an object that has that too. */
function namespaceOf(unit: UnitIr, into: Temp, state: State, frame: Frame): Value | null {
  const own = exportOf({ unit, name: null }, state, frame)
  if (frame.analysis.program.handedOn(unit).length === 0) return own
  const entries = new Map<string, Value>()
  collect(unit, entries, state, frame, new Set())
  return makeObject(frame, state, into, { type: null, entries })
}

function collect(unit: UnitIr, entries: Map<string, Value>, state: State, frame: Frame, seen: Set<UnitIr>): void {
  if (seen.has(unit) || entries.size >= mostTogether) return
  seen.add(unit)
  const { program } = frame.analysis
  for (const { exported, module, name } of program.handedOn(unit)) {
    const found = program.exporting(module, name, unit)
    if (!found || entries.size >= mostTogether) continue
    const value = exported === null ? null : exportOf(found, state, frame)
    if (value) entries.set(`=${exported ?? ''}`, value)
    if (exported === null) collect(found.unit, entries, state, frame, seen)
  }
  const own = exportOf({ unit, name: null }, state, frame)
  for (const id of own?.objects ?? [])
    for (const [key, value] of state.heap.get(id)?.entries ?? []) entries.set(key, value)
}

/** What a file exports, once it has been loaded. */
function exportsOf(unit: UnitIr, frame: Frame): Value | null {
  const { modules, program } = frame.analysis
  const known = modules.exports.get(unit)
  if (known) {
    program.reads.include(known.read)
    return known.value
  }
  if (modules.exports.size >= mostLoaded || modules.depth >= deepest) return null
  modules.exports.set(unit, { value: null, read: new Map() })
  const made = recorded(frame, () => ({ value: load(unit, frame) }))
  modules.exports.set(unit, made)
  return made.value
}

/** Loads the file of a function, so that what it sees of the file around it is there. */
export function loadAround(
  { unit, function: called }: { unit: UnitIr; function: Frame['function'] },
  frame: Frame,
): void {
  const { around } = called.scope
  if (around && frame.analysis.modules.all && unit !== frame.analysis.unit && !frame.analysis.scopes.has(around))
    exportsOf(unit, frame)
}

/** Runs what a file does when it is loaded; what it leaves behind can be seen by its functions. */
function load(unit: UnitIr, { analysis }: Frame): Value | null {
  const body = unit.functions.find(one => one.name === '' && one.scope.around === null)
  if (!body) return null
  const { modules } = analysis
  const frame: Frame = {
    analysis,
    function: body,
    unit,
    id: analysis.frameId(-3, modules.exports.size),
    depth: 1,
    caller: null,
    self: unknown,
    temps: [],
    isGuarded: false,
    cells: body.variables.map(() => null),
    isReporting: false,
    isPlain: true,
    entry: { start: 0, end: 0 },
  }
  modules.depth++
  try {
    const start = { variables: body.variables.map(() => null), heap: new Map() }
    const outcome = analysis.aside(mostSteps, () => runFunction(frame, start))
    for (const [id, object] of outcome?.heap ?? []) analysis.background.set(id, object)
    return outcome?.heap ? outcome.value : null
  } finally {
    modules.depth--
  }
}
