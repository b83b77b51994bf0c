import { successors } from '../block-list.ts'
import type { BlockIr, FunctionIr, Variable } from '../ir.ts'
import { capturedVariables } from './captured.ts'

/** Largest table of blocks by variables that is made, in bytes: a function beyond it is not looked at. */
const largestTable = 4_000_000

/** A write of a variable that nobody reads. */
export type DeadWrite = Extract<BlockIr['instructions'][number], { op: 'write' }>

/**
 * The writes whose value is not read on any path that follows: a backward may-analysis of which variables are live. What a closure
 * captures, or this function captures itself, is taken to be live everywhere.
 */
export function deadWrites(within: FunctionIr): DeadWrite[] {
  const { blocks, variables } = within
  if (blocks.length * variables.length > largestTable) return []
  const captured = capturedVariables(within)
  const liveBefore = blocks.map(() => new Uint8Array(variables.length))
  let hasChanged = true
  while (hasChanged) {
    hasChanged = false
    for (let at = blocks.length - 1; at >= 0; at--) {
      const [block, before] = [blocks[at], liveBefore[at]]
      if (!block || !before) continue
      const live = liveAfter(block, liveBefore, variables.length)
      goBack(block, live, liveBefore, () => undefined)
      for (const [variable, isLive] of live.entries()) {
        if (isLive === 0 || before[variable] === 1) continue
        before[variable] = 1
        hasChanged = true
      }
    }
  }
  const dead: DeadWrite[] = []
  for (const block of blocks) {
    const live = liveAfter(block, liveBefore, variables.length)
    goBack(block, live, liveBefore, write => {
      if (!captured.has(write.variable)) dead.push(write)
    })
  }
  return dead
}

function liveAfter(block: BlockIr, liveBefore: readonly Uint8Array[], count: number): Uint8Array {
  const live = new Uint8Array(count)
  for (const next of successors(block.end)) addTo(live, liveBefore[next])
  return live
}

/** Goes through a block from its end; an exception may leave it before each of its instructions. */
function goBack(
  { instructions, handler }: BlockIr,
  live: Uint8Array,
  liveBefore: readonly Uint8Array[],
  onDead: (write: DeadWrite) => void,
): void {
  const handled = handler === null ? undefined : liveBefore[handler]
  addTo(live, handled)
  for (let at = instructions.length - 1; at >= 0; at--) {
    const instruction = instructions[at]
    if (instruction?.op === 'read') live[instruction.variable] = 1
    if (instruction?.op !== 'write') continue
    if (live[instruction.variable] === 0) onDead(instruction)
    if (handled?.[instruction.variable] !== 1) live[instruction.variable] = 0
  }
}

function addTo(live: Uint8Array, more: Uint8Array | undefined): void {
  if (more) for (const [variable, isLive] of more.entries()) if (isLive === 1) live[variable] = 1
}

/** The variables that are written somewhere and read nowhere. */
export function neverRead(within: FunctionIr): Set<Variable> {
  const captured = capturedVariables(within)
  const unread = new Set(within.variables.keys())
  for (const one of captured) unread.delete(one)
  for (const { instructions } of within.blocks)
    for (const one of instructions) if (one.op === 'read') unread.delete(one.variable)
  return unread
}
