import { isExposed } from './exposed.ts'
import type { Frame } from './frame.ts'
import type { FunctionIr, Instruction, LexicalScope, Span, UnitIr } from './ir.ts'
import type { PlainOutcome } from './known-outcome.ts'
import type { ModelIndex } from './model-index.ts'
import { noModules, type LoadedModules } from './imported.ts'
import type { Program } from './program.ts'
import type { ObjectState } from './state.ts'
import type { Closure, ObjectId, Source, Value } from './values.ts'
import { captureCells, type CellFrame } from './variables.ts'

/** What the analysis of a file is given. */
export interface AnalysisOptions {
  unit: UnitIr
  models: ModelIndex
  program: Program
  /** Whether to go on; asked now and then. */
  hasTime: () => boolean
  report: (found: Found) => void
}

/** What has been seen of the places where something from outside would do harm. */
export interface Judgement {
  rule: string
  span: Span
  /** Whether all that arrives there is known, and none of it does harm. */
  isHarmless: boolean
}

/** A finding before it has words and places for people. */
export interface Found {
  rule: string
  path: string
  span: Span
  message: string
  steps: { path: string; span: Span; message: string }[]
  isUnnecessary?: true
  /** What mends it, not yet verified. */
  fix?: { title: string; span: Span; newText: string }
}

/** Most instructions that are evaluated for one function and all that it calls. */
const mostSteps = 60_000
/** Most instructions for a whole file. */
const mostStepsInAll = 3_000_000

/** Thrown where a function takes too long: it counts as not analysed. */
export class OutOfBudgetError extends Error {}

/** The analysis of a file: what its functions share. */
export class Analysis {
  readonly unit: UnitIr
  readonly models: ModelIndex
  readonly program: Program
  readonly #options: AnalysisOptions
  readonly #sources = new Map<string, Source>()
  readonly #frames = new Map<string, number>()
  readonly #reported = new Set<string>()
  readonly #judgements = new Map<string, Judgement>()
  /** Of sinks where only the beginning of a text does harm. */
  readonly targetBits: number
  /** Of sinks that take what they are given for a page only where it begins like one. */
  readonly pageBits: number
  readonly constants = new Map<string, Value>()
  readonly #outcomes: WeakMap<FunctionIr, Map<string, PlainOutcome>>
  /** Functions that are values, and those of them that have been evaluated where they are used. */
  readonly closures = new Map<FunctionIr, Closure>()
  readonly entered = new Set<FunctionIr>()
  /** What functions have left behind that closures see. */
  readonly background = new Map<ObjectId, ObjectState>()
  /** Of functions that a library is given: the types of what it calls them with. */
  readonly parameterTypes = new Map<FunctionIr, readonly string[]>()
  /** Where the variables of functions are that others stand in, of the last time that they ran. */
  readonly scopes = new Map<LexicalScope, CellFrame>()
  readonly #closures = new Map<FunctionIr, Map<number, Closure>>()
  /** How many functions have been evaluated as if anybody called them. */
  entries = 0
  /** Other files that have been loaded for what this one imports. */
  readonly modules: LoadedModules
  /** How often something from outside has been read. */
  sourcesRead = 0
  #steps = 0
  #mostSteps = mostSteps
  #stepsInAll = 0

  constructor(options: AnalysisOptions) {
    this.unit = options.unit
    this.models = options.models
    this.program = options.program
    this.#options = options
    this.#outcomes = options.program.outcomes()
    this.modules = noModules(isExposed(options.unit, options.models))
    this.pageBits = options.models.bitsOf(['sniffed-page'])
    this.targetBits = options.models.bitsOf(['redirect', 'url'])
  }

  /** Begins a function of its own: what it costs is counted anew. */
  begin(): void {
    this.#steps = 0
    if (this.#stepsInAll > mostStepsInAll) throw new OutOfBudgetError()
  }

  spend(instructions: number): void {
    this.#steps += instructions
    this.#stepsInAll += instructions
    if (this.#steps > this.#mostSteps || !this.#options.hasTime()) throw new OutOfBudgetError()
  }

  /** Whether enough is left for looking into what a function calls. */
  get canDescend(): boolean {
    return this.#steps < this.#mostSteps / 2
  }

  /** Runs something at its own cost; null where it takes too long. */
  aside<Result>(most: number, run: () => Result): Result | null {
    const [steps, around] = [this.#steps, this.#mostSteps]
    this.#steps = 0
    this.#mostSteps = most
    try {
      return run()
    } catch (error) {
      if (error instanceof OutOfBudgetError && this.#options.hasTime()) return null
      throw error
    } finally {
      this.#steps = steps
      this.#mostSteps = around
    }
  }

  /** The same source each time that its place is evaluated. */
  source(kind: string, what: string, path: string, span: Span): Source {
    this.sourcesRead++
    const key = `${kind}:${path}:${String(span.start)}:${String(span.end)}`
    const known = this.#sources.get(key)
    if (known) return known
    const source = { kind, what, path, span }
    this.#sources.set(key, source)
    return source
  }

  /** The function value that an instruction makes: the same each time that it is evaluated. */
  closureOf(made: Extract<Instruction, { op: 'closure' }>, frame: Frame): Closure {
    const all = this.#closures.get(made.function) ?? new Map<number, Closure>()
    this.#closures.set(made.function, all)
    const known = all.get(frame.id)
    if (known) return known
    const closure = { unit: frame.unit, function: made.function, cells: captureCells(made.function, frame) }
    all.set(frame.id, closure)
    const isBetter = !frame.isPlain || !this.closures.has(made.function)
    if (frame.unit === this.unit && isBetter) this.closures.set(made.function, closure)
    return closure
  }

  /** What is known of a function by what it is called with. */
  outcomesOf(called: FunctionIr): Map<string, PlainOutcome> {
    const known = this.#outcomes.get(called) ?? new Map<string, PlainOutcome>()
    this.#outcomes.set(called, known)
    return known
  }

  /** A number for a call within a call. */
  frameId(parent: number, at: number): number {
    const key = `${String(parent)}:${String(at)}`
    const known = this.#frames.get(key)
    if (known !== undefined) return known
    const id = this.#frames.size + 1
    this.#frames.set(key, id)
    return id
  }

  get judgements(): Iterable<Judgement> {
    return this.#judgements.values()
  }

  /** Takes what arrives at a place, each time that something does: once is enough for not being harmless. */
  judge({ rule, span, isHarmless }: Judgement): void {
    const key = `${rule}:${String(span.start)}:${String(span.end)}`
    const known = this.#judgements.get(key)
    this.#judgements.set(key, { rule, span, isHarmless: isHarmless && (known?.isHarmless ?? true) })
  }

  report(found: Found): void {
    const key = `${found.rule}:${found.path}:${String(found.span.start)}:${String(found.span.end)}`
    if (this.#reported.has(key)) return
    this.#reported.add(key)
    this.#options.report(found)
  }
}
