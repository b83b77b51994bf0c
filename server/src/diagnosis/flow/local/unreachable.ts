import { successors } from '../block-list.ts'
import { definitionOf } from '../frame.ts'
import type { FunctionIr, Span, Terminator } from '../ir.ts'

/**
 * Places of a function that nothing leads to: each the first that is evaluated in a block which is not reached. `finally` and the like
 * are written out several times, and of a `switch` as a value the whole is its result: a place is unreachable only where nothing in it
 * is reached.
 */
export function unreachablePlaces(within: FunctionIr): Span[] {
  const reached = reachedBlocks(within)
  if (reached.size === within.blocks.length) return []
  const seen = [...reached].flatMap(at => within.blocks[at]?.instructions.map(one => one.span) ?? [])
  const isSeen = ({ start, end }: Span): boolean => seen.some(one => one.start >= start && one.end <= end)
  return within.blocks.flatMap((block, at) => {
    if (reached.has(at)) return []
    // A function that is declared after the end of another is meant to be there.
    const first = block.instructions.find(one => one.op !== 'closure' && one.span.end > one.span.start)
    if (!first || block.instructions.some(one => isSeen(one.span))) return []
    const declaresOnly = block.instructions.every(one => one.op === 'closure' || one.op === 'write')
    return declaresOnly ? [] : [first.span]
  })
}

/** The blocks that control flow may come to from the beginning of a function. */
export function reachedBlocks(within: FunctionIr): Set<number> {
  const { blocks } = within
  const reached = new Set([0])
  // Sets go on with what is added while they are gone through.
  for (const at of reached) {
    const block = blocks[at]
    if (!block) continue
    for (const next of isAlways(block.end, within) ? [block.end.then] : successors(block.end)) reached.add(next)
    if (block.handler !== null) reached.add(block.handler)
  }
  return reached
}

/** `while (true)`. What a constant switches off is left alone: somebody has done that on purpose. */
function isAlways(end: Terminator, within: FunctionIr): end is Extract<Terminator, { kind: 'branch' }> {
  if (end.kind !== 'branch') return false
  const condition = definitionOf(within, end.condition)
  return condition?.op === 'constant' && (condition.value === true || condition.value === 1)
}
