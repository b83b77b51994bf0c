import type { Filter } from './suggestion.ts'

const partner: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

/**
 * Brackets and quotes that stand right of the cursor already are taken over by the suggestion, not doubled: those that
 * close something left of the cursor are matched one by one against what is there.
 */
export const closingBrackets: Filter = (suggestion, { cursor }) => {
  const { lineSuffix, linePrefix } = cursor
  const right = lineSuffix.trimEnd()
  if (right === '') return suggestion
  const closers = closersIn(suggestion.text, openQuote(linePrefix))
  let covers = 0
  let at = 0
  for (const closer of closers) {
    while (right[at] === ' ') at++
    if (right[at] !== closer) break
    covers = ++at
  }
  // What then remains and is said by the suggestion as well, such as the semicolon, is replaced by itself.
  const rest = right.slice(covers).trimStart()
  const text = suggestion.text.trimEnd()
  const isSaid = rest !== '' && !/^[)\]}"'`]/.test(rest) && text.endsWith(rest)
  return isSaid ? { text, covers: right.length } : { ...suggestion, covers }
}

/** The closing brackets and quotes of a text whose opening ones are not in it, in order. */
function closersIn(text: string, quote: string | null): string[] {
  const found: string[] = []
  const open: string[] = []
  let inString = quote
  for (let index = 0; index < text.length; index++) {
    const symbol = text.charAt(index)
    if (symbol === '\\') index++
    else if (inString !== null) {
      if (symbol !== inString) continue
      if (inString === quote && !open.includes(quote)) found.push(symbol)
      inString = null
      quote = null
    } else if (`"'\``.includes(symbol)) inString = symbol
    else if ('([{'.includes(symbol)) open.push(symbol)
    else if (symbol in partner) {
      if (open.at(-1) === partner[symbol]) open.pop()
      else found.push(symbol)
    }
  }
  return found
}

/** The quote that is open at the end of a line's left part, or null. */
function openQuote(linePrefix: string): string | null {
  let open: string | null = null
  for (let index = 0; index < linePrefix.length; index++) {
    const symbol = linePrefix.charAt(index)
    if (symbol === '\\') index++
    else if (open !== null) open = symbol === open ? null : open
    else if (`"'\``.includes(symbol)) open = symbol
  }
  return open
}
