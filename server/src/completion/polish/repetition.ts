import type { Filter } from './suggestion.ts'

/** How long a repeated pattern may be, and among how many of the last tokens it is looked for. */
const windows = [
  { pattern: 1, tokens: 10 },
  { pattern: 10, tokens: 30 },
  { pattern: 20, tokens: 45 },
  { pattern: 30, tokens: 60 },
]

/** A few characters over and over within one word, such as a number that never ends. */
const endlessWord = /([\p{L}\p{N}]{1,4})\1{15,}/u

/** A model that has fallen into a loop has nothing to say. */
export const repetition: Filter = suggestion => {
  if (endlessWord.test(suggestion.text)) return null
  const tokens = (suggestion.text.match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? []).reverse()
  const isLoop = windows.some(({ pattern, tokens: count }) => {
    if (tokens.length < count) return false
    const last = tokens.slice(0, count)
    // The tail repeats with period p exactly when all but p of it is its own border.
    return count - longestBorder(last) <= pattern
  })
  return isLoop ? null : suggestion
}

/** Length of the longest proper beginning of a sequence that is also its end (Knuth, Morris and Pratt). */
function longestBorder(sequence: string[]): number {
  const borders = [0]
  for (let index = 1; index < sequence.length; index++) {
    let length = borders[index - 1] ?? 0
    while (length > 0 && sequence[index] !== sequence[length]) length = borders[length - 1] ?? 0
    borders.push(sequence[index] === sequence[length] ? length + 1 : 0)
  }
  return borders.at(-1) ?? 0
}
