import { successors } from '../block-list.ts'
import type { BlockIr, FunctionIr } from '../ir.ts'
import { capturedVariables } from './captured.ts'
import { reachedBlocks } from './unreachable.ts'

/** Largest table of blocks by variables that is made, in bytes: a function beyond it is not looked at. */
const largestTable = 4_000_000

type Read = Extract<BlockIr['instructions'][number], { op: 'read' }>

/** The reads of variables to which no path that leads there has assigned anything: a forward may-analysis of what is assigned. */
export function readsBeforeAssignment(within: FunctionIr): Read[] {
  const { blocks, variables, parameterCount } = within
  if (blocks.length * variables.length > largestTable) return []
  const captured = capturedVariables(within)
  const before = blocks.map(() => new Uint8Array(variables.length))
  const first = before[0]
  for (const at of variables.keys()) if (first && (at < parameterCount || captured.has(at))) first[at] = 1
  const reached = [...reachedBlocks(within)].sort((a, b) => a - b)
  let hasChanged = true
  const flow = (from: Uint8Array, to: number): void => {
    const known = before[to]
    for (const [variable, isAssigned] of from.entries()) {
      if (isAssigned === 0 || known?.[variable] !== 0) continue
      known[variable] = 1
      hasChanged = true
    }
  }
  while (hasChanged) {
    hasChanged = false
    for (const at of reached) {
      const [block, known] = [blocks[at], before[at]]
      if (!block || !known) continue
      const assigned = known.slice()
      for (const one of block.instructions) if (one.op === 'write') assigned[one.variable] = 1
      for (const next of successors(block.end)) flow(assigned, next)
      if (block.handler !== null) flow(assigned, block.handler)
    }
  }
  const found = new Map<string, Read>()
  const assignedSomewhere = new Set<string>()
  for (const at of reached) {
    const assigned = before[at]?.slice()
    for (const one of blocks[at]?.instructions ?? []) {
      if (one.op === 'write' && assigned) assigned[one.variable] = 1
      if (one.op !== 'read') continue
      const place = `${String(one.span.start)}:${String(one.variable)}`
      if (assigned?.[one.variable] === 0) found.set(place, one)
      else assignedSomewhere.add(place)
    }
  }
  // `finally` is written out for each way into it: what has a value on one of them is not always without.
  return [...found].filter(([place]) => !assignedSomewhere.has(place)).map(([, read]) => read)
}
