import { successors } from './block-list.ts'
import { valueOf, type Frame } from './frame.ts'
import { runInstruction } from './instructions.ts'
import type { Block, BlockIr, Terminator } from './ir.ts'
import { refine, switchTargets } from './refine.ts'
import { reportUnclosed } from './resources.ts'
import { copyOf, joinInto, type State } from './state.ts'
import { join, type Value } from './values.ts'
import { shareParameters } from './variables.ts'

/** Most times that a block is gone through: what changes more often is not getting more precise. */
const mostVisits = 12

/** What a function leaves behind. */
export interface Outcome {
  /** Null where it never returns. */
  value: Value | null
  heap: State['heap'] | null
}

/** Evaluates a function from a state until nothing new is learned, then once more for telling what was found. */
export function runFunction(frame: Frame, start: State): Outcome {
  const { blocks } = frame.function
  shareParameters(start, frame)
  frame.analysis.scopes.set(frame.function.scope, frame)
  const wantsReport = frame.isReporting
  // Without loops each block is seen once, when all before it has been.
  const hasLoop = blocks.some((block, at) => successors(block.end).some(to => to <= at))
  const run = new Run(frame, start, hasLoop)
  frame.isReporting = wantsReport && !hasLoop
  run.untilStable()
  if (wantsReport && hasLoop) {
    frame.isReporting = true
    run.onceMore()
  }
  frame.isReporting = wantsReport
  return run.outcome
}

class Run {
  readonly #frame: Frame
  readonly #blocks: readonly BlockIr[]
  readonly #before: (State | null)[]
  readonly #visits: number[]
  readonly #isDirty: boolean[]
  #value: Value | null = null
  #end: State | null = null
  /** Whether what holds before a block is needed again when it has been run. */
  readonly #comesBack: boolean
  /** No block before this one is dirty. */
  #low = 0

  constructor(frame: Frame, start: State, hasLoop: boolean) {
    this.#frame = frame
    this.#comesBack = hasLoop
    this.#blocks = frame.function.blocks
    this.#before = this.#blocks.map(() => null)
    this.#visits = this.#blocks.map(() => 0)
    this.#isDirty = this.#blocks.map(() => false)
    this.#before[0] = copyOf(start)
    this.#isDirty[0] = true
  }

  get outcome(): Outcome {
    return { value: this.#value, heap: this.#end?.heap ?? null }
  }

  untilStable(): void {
    for (let at = this.#isDirty.indexOf(true); at >= 0; at = this.#isDirty.indexOf(true, this.#low)) {
      this.#low = at + 1
      this.#isDirty[at] = false
      if ((this.#visits[at] ?? 0) >= mostVisits) continue
      this.#visits[at] = (this.#visits[at] ?? 0) + 1
      this.#runBlock(at, true)
    }
  }

  onceMore(): void {
    for (const at of this.#blocks.keys()) if (this.#before[at]) this.#runBlock(at, false)
  }

  #runBlock(at: Block, spreads: boolean): void {
    const [block, before] = [this.#blocks[at], this.#before[at]]
    if (!block || !before) return
    const { analysis } = this.#frame
    analysis.spend(block.instructions.length + 1)
    this.#frame.isGuarded = block.handler !== null
    if (spreads && block.handler !== null) this.#spread(block.handler, withoutOpen(before))
    const state = this.#comesBack ? copyOf(before) : before
    let isOver = false
    for (const instruction of block.instructions) {
      if (runInstruction(instruction, state, this.#frame) === 'ends') {
        isOver = true
        break
      }
    }
    if (spreads && block.handler !== null) this.#spread(block.handler, withoutOpen(state))
    if (!isOver) this.#leave(block.end, state, spreads)
  }

  #leave(end: Terminator, state: State, spreads: boolean): void {
    if (end.kind === 'return') {
      const value = end.value === null ? null : valueOf(this.#frame, end.value)
      if (this.#frame.isReporting) reportUnclosed(value, end.span, state, this.#frame)
      if (!spreads) return
      if (value) this.#value = this.#value ? join(this.#value, value) : value
      if (this.#end) joinInto(this.#end, state)
      else this.#end = copyOf(state)
      return
    }
    if (!spreads) return
    if (end.kind === 'jump') this.#hand(end.to, state)
    if (end.kind === 'switch') for (const to of switchTargets(end, state, this.#frame)) this.#spread(to.block, to.state)
    if (end.kind === 'branch') {
      for (const holds of [true, false]) {
        const refined = refine(end.condition, holds, holds ? copyOf(state) : state, this.#frame)
        if (refined) this.#hand(holds ? end.then : end.otherwise, refined)
      }
    }
  }

  /** Spreads a state that nobody else has. */
  #hand(to: Block, state: State): void {
    if (this.#before[to]) {
      this.#spread(to, state)
      return
    }
    this.#before[to] = state
    this.#isDirty[to] = true
    this.#low = Math.min(this.#low, to)
  }

  #spread(to: Block, state: State): void {
    const known = this.#before[to]
    if (!known) this.#before[to] = copyOf(state)
    if (known && !joinInto(known, state)) return
    this.#isDirty[to] = true
    this.#low = Math.min(this.#low, to)
  }
}

/** After an exception it is not certain what has been opened, and by then it may have been closed. */
function withoutOpen(state: State): State {
  let heap: State['heap'] | null = null
  for (const [id, object] of state.heap)
    if (object.openedAt) (heap ??= new Map(state.heap)).set(id, { ...object, openedAt: null })
  return heap ? { variables: state.variables, heap } : state
}
