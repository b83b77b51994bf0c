import { successors } from '../block-list.ts'
import { definitionOf } from '../frame.ts'
import type { Block, FunctionIr, Span, Temp } from '../ir.ts'
import { lastPart } from '../last-part.ts'

/** What these say is said by where they are caught, or they cannot happen: their stack traces help nobody. */
const tellNothing = new Set(
  `AssertionError ArithmeticException ClassCastException CloneNotSupportedException NumberFormatException InterruptedException NoSuchElementException IndexOutOfBoundsException
  ArrayIndexOutOfBoundsException StringIndexOutOfBoundsException EOFException UnsupportedEncodingException DateTimeParseException
  NoSuchAlgorithmException CancellationException BufferUnderflowException EmptyStackException`.split(/\s+/),
)
/** Names that say that what is caught does not matter. */
const meantToBeLost = /^(_|ignored?|ignore\w*|expected\w*|unused|swallowed)$/

/** An exception that is caught, and another one that is thrown in its place without it. */
export interface LostCause {
  name: string
  caughtAt: Span
  thrown: string
  thrownAt: Span
}

/**
 * Exceptions that nobody reads once they are caught, although every way to another exception leads through there: whoever gets that
 * one does not learn where it began.
 */
export function findLostCauses(within: FunctionIr): LostCause[] {
  if (!within.blocks.some(({ end }) => end.kind === 'throw')) return []
  return within.blocks.flatMap((block, at) =>
    block.instructions.flatMap((one): LostCause[] => {
      if (one.op !== 'caught' || tellNothing.has(lastPart(one.type ?? ''))) return []
      const variable = nameOf(one.into, within)
      if (variable === null || meantToBeLost.test(variable)) return []
      const before = blocksFrom(0, within, at)
      return [...blocksFrom(at, within, null)].flatMap(to => {
        const end = within.blocks[to]?.end
        if (before.has(to) || end?.kind !== 'throw' || end.value === null) return []
        const made = definitionOf(within, end.value)
        if (made?.op !== 'call' || made.form !== 'new' || tellNothing.has(made.name)) return []
        if (made.arguments.some(argument => isOfCaught(argument, within))) return []
        return [{ name: variable, caughtAt: one.span, thrown: made.name, thrownAt: end.span }]
      })
    }),
  )
}

/** Whether a value is a caught exception, or something that such a one has been asked for: another cause is as good as this one. */
function isOfCaught(temp: Temp, within: FunctionIr): boolean {
  const made = definitionOf(within, temp)
  if (made?.op === 'call' && made.receiver !== null) return isOfCaught(made.receiver, within)
  if (made?.op !== 'read') return false
  return within.blocks.some(({ instructions }) =>
    instructions.some(
      one => one.op === 'write' && one.variable === made.variable && definitionOf(within, one.value)?.op === 'caught',
    ),
  )
}

/** The name of the variable that a caught exception is put into, where nobody reads that; null where somebody does. */
function nameOf(caught: Temp, within: FunctionIr): string | null {
  const all = within.blocks.flatMap(block => block.instructions)
  const written = all.find(one => one.op === 'write' && one.value === caught)
  if (written?.op !== 'write') return null
  const variable = within.variables[written.variable]
  const isRead = all.some(one => one.op === 'read' && one.variable === written.variable)
  return !variable || isRead || variable.isShared !== 'no' ? null : variable.name
}

/** The blocks that can be come to from one, without going through another. */
function blocksFrom(start: Block, { blocks }: FunctionIr, without: Block | null): Set<Block> {
  const reached = new Set(start === without ? [] : [start])
  // Sets go on with what is added while they are gone through.
  for (const at of reached) {
    const block = blocks[at]
    if (!block) continue
    for (const to of [...successors(block.end), ...(block.handler === null ? [] : [block.handler])])
      if (to !== without) reached.add(to)
  }
  return reached
}
