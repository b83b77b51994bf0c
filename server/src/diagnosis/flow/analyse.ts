import { Analysis, OutOfBudgetError, type Found, type Judgement } from './analysis.ts'
import type { Frame } from './frame.ts'
import type { FunctionIr, UnitIr } from './ir.ts'
import type { ModelIndex } from './model-index.ts'
import type { Program } from './program.ts'
import { runFunction } from './run-function.ts'
import type { State } from './state.ts'
import { ofType, unknown, type Closure, type Value } from './values.ts'
import { cellsOf } from './variables.ts'

/** Longest time for a file, in milliseconds. What is not analysed then has no findings. */
const patienceMs = 5000

export interface AnalyseOptions {
  models: ModelIndex
  program: Program
  now: () => number
}

/** What data flow finds in a file, and what it has seen of the places where it might have found something. */
export function analyse(
  unit: UnitIr,
  { models, program, now }: AnalyseOptions,
): { found: Found[]; judgements: Iterable<Judgement> } {
  const found: Found[] = []
  const end = now() + patienceMs
  const analysis = new Analysis({ unit, models, program, hasTime: () => now() < end, report: one => found.push(one) })
  for (const one of functionsOf(unit)) attempt(one, analysis)
  // Maps go on with what is added while they are gone through.
  for (const [closure, { cells }] of analysis.closures)
    if (!analysis.entered.has(closure)) attempt({ declared: closure.className, function: closure, cells }, analysis)
  return { found, judgements: analysis.judgements }
}

/** A function that anybody may call. */
interface Entry {
  declared: string | null
  function: FunctionIr
  cells?: Closure['cells'] | undefined
}

/** A function that takes too long, or is nested too deeply, has no findings. */
function attempt(entry: Entry, analysis: Analysis): void {
  try {
    analysis.begin()
    runEntry(entry, analysis)
  } catch (error) {
    if (!(error instanceof OutOfBudgetError || error instanceof RangeError)) throw error
  }
}

function functionsOf(unit: UnitIr): Entry[] {
  const free = unit.functions.map(one => ({ declared: one.className, function: one }))
  const methods = unit.classes.flatMap(one =>
    [...one.methods.values()].flat().map(method => ({ declared: one.name, function: method })),
  )
  return [...free, ...methods].filter(one => !one.function.isAbstract)
}

/** Evaluates a function as if anybody called it. */
function runEntry({ function: within, declared: className, cells }: Entry, analysis: Analysis): void {
  const id = analysis.frameId(0, analysis.entries++)
  const selfObject = id * 100_000 + 99_999
  const heap: State['heap'] = new Map([
    [selfObject, { type: className, entries: new Map(), list: null, rest: null, openedAt: null }],
  ])
  const frame: Frame = {
    analysis,
    function: within,
    unit: analysis.unit,
    id,
    depth: 0,
    caller: null,
    self: { ...ofType(className), nullness: 'not-null', objects: className === null ? [] : [selfObject] },
    temps: [],
    isGuarded: false,
    cells: cellsOf({ unit: analysis.unit, function: within, cells }, analysis.scopes),
    isReporting: true,
    isPlain: false,
    entry: null,
  }
  const variables = within.variables.map((variable, at) => {
    if (at >= within.parameterCount) return null
    const value = parameterValue(variable, analysis, analysis.parameterTypes.get(within)?.[at])
    if (!analysis.models.isFollowed(value.type, analysis.unit.wildcards)) return value
    const object = id * 100_000 + 99_998 - at
    heap.set(object, { type: value.type, entries: new Map(), list: null, rest: null, openedAt: null })
    return { ...value, objects: [object] }
  })
  const outcome = runFunction(frame, { variables, heap })
  if (analysis.closures.size > 0)
    for (const [object, state] of outcome.heap ?? []) analysis.background.set(object, state)
}

/** What a framework fills in from a request comes from outside. */
function parameterValue(variable: FunctionIr['variables'][number], analysis: Analysis, type?: string): Value {
  const model = variable.annotations.length > 0 ? analysis.models.parameterOf(variable.annotations) : null
  if (!model) return ofType(variable.type ?? type ?? null)
  const { path } = analysis.unit
  const source = analysis.source(model.kind, model.source, path, variable.span)
  const trace = { path, span: variable.span, message: `${model.source} is given here`, before: null }
  const safeFor = model.clears ? analysis.models.bitsOf(model.clears) : 0
  return { ...unknown, type: variable.type, taints: [{ source, safeFor, trace }] }
}
