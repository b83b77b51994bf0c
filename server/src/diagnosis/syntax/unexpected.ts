import { endBefore } from './candidates.ts'
import type { TreeError } from './errors-in-tree.ts'

/** What can be said of an error that nothing small puts right. */
export function unexpectedAt(
  text: string,
  { start, end }: TreeError,
): { message: string; at: { start: number; end: number } } {
  const found = text.slice(start, end).split('\n', 1)[0]?.trim() ?? ''
  const before = endBefore(text, start)
  const own = operatorAt(text, start + found.length)
  // Nothing comes after it but what ends the statement.
  if (own !== null && /^\s*(?:[;)\]}]|\n|$)/.test(text.slice(start + found.length)))
    return missingAfter(own, start + found.length)
  const last = operatorAt(text, before)
  if (last !== null && (found === '' || /^[)\]};,]/.test(found))) return missingAfter(last, before)
  // What is missing at the end of a line is looked for on the next one.
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const above = endBefore(text, lineStart)
  const lastAbove = operatorAt(text, above)
  if (lastAbove !== null && /\S/.test(text.slice(lineStart, start))) return missingAfter(lastAbove, above)
  if (found === '') return { message: 'Something is missing here.', at: { start: before, end: before } }
  return { message: `Unexpected ${excerpt(found)}.`, at: { start, end: start + found.length } }
}

function missingAfter(operator: string, end: number): ReturnType<typeof unexpectedAt> {
  return { message: `Something is missing after \`${operator}\`.`, at: { start: end, end } }
}

/** The operator that ends at an offset; after it something must come. */
function operatorAt(text: string, end: number): string | null {
  const before = text.slice(Math.max(0, end - 10), end)
  return /(?:[=!<>]=+|=>|&&|\|\||[=+*/%&|<>?.-]|\b(?:return|and|or|not|in|is))$/.exec(before)?.[0] ?? null
}

function excerpt(text: string): string {
  return `\`${text.length > 40 ? `${text.slice(0, 39)}…` : text}\``
}
