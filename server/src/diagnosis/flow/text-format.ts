import type { Analysis } from './analysis.ts'
import { isNumberType, joinTaints, ofType, textType, unknown, type Value } from './values.ts'
import { deepTaints, type State } from './state.ts'
import { behind } from './behind.ts'

/** Formats that print numbers, whatever they are given. */
const ofNumbers = 'bcdeEfFgGoOpU'

/**
 * What `printf` and its like make of a format and values: what comes from outside is in it, but not where a number is printed; and what
 * stands behind a constant beginning of an address cannot choose another machine.
 */
export function formatted(format: Value, values: readonly Value[], analysis: Analysis, state: State): Value {
  const result = { ...ofType(textType), nullness: 'not-null' as const }
  if (typeof format.constant !== 'string') {
    const all = [format, ...values].map(value => deepTaints(value, state.heap))
    return { ...result, taints: all.reduce(joinTaints, unknown.taints) }
  }
  let taints = unknown.taints
  let before = ''
  let constant: string | null = ''
  for (const { text, verb, at } of piecesOf(format.constant)) {
    before += text
    if (constant !== null) constant += text
    const value = values[at]
    if (verb === '' || !value) continue
    const isNumber = isNumberType(value.type) || ofNumbers.includes(verb)
    const own = isNumber ? unknown.taints : deepTaints(value, state.heap)
    taints = joinTaints(taints, behind(own, { constant: before }, analysis))
    const printed: string | null =
      /[sv]/.test(verb) && (typeof value.constant === 'string' || typeof value.constant === 'number')
        ? String(value.constant)
        : null
    before += printed ?? '?'
    constant = constant === null || printed === null ? null : constant + printed
  }
  const isKnown = constant !== null && taints.length === 0
  return isKnown ? { ...result, constant: constant ?? undefined } : { ...result, taints }
}

/** The parts of a format: each a text and the verb behind it, with the place of the value that it prints. */
function* piecesOf(format: string): Generator<{ text: string; verb: string; at: number }> {
  let next = 0
  let text = ''
  let last = 0
  for (const match of format.matchAll(/%(?:[-+# 0]*)(?:\d+|\*)?(?:\.\d+)?(?:\[(\d+)\])?([a-zA-Z%])/g)) {
    text += format.slice(last, match.index)
    last = match.index + match[0].length
    if (match[2] === '%') {
      text += '%'
      continue
    }
    const at = match[1] === undefined ? next : Number(match[1]) - 1
    next = at + 1
    yield { text, verb: match[2] ?? '', at }
    text = ''
  }
  yield { text: text + format.slice(last), verb: '', at: -1 }
}
