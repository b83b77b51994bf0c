/** How much each word near the cursor counts: from 0 to 1, the nearer the heavier. */
export interface WordsNear {
  words: ReadonlyMap<string, number>
  /** The parts that words are made of: `loadBasket` is made of `load` and `basket`. */
  parts: ReadonlyMap<string, number>
}

const linesAbove = 40
const linesBelow = 20

/** The words around the cursor, and their parts. */
export function wordsNear(before: string, after: string): WordsNear {
  const above = before.split('\n').slice(-linesAbove).reverse()
  const below = after.split('\n').slice(0, linesBelow)
  const words = new Map<string, number>()
  const parts = new Map<string, number>()
  const weigh = (line: string, distance: number): void => {
    const weight = 1 / (1 + distance / 6)
    for (const word of line.match(/[A-Za-z_]\w*/g) ?? []) {
      raise(words, word, weight)
      for (const part of partsOf(word)) raise(parts, part, weight)
    }
  }
  above.forEach(weigh)
  below.forEach((line, index) => weigh(line, index + 1))
  return { words, parts }
}

/** `loadBasket_2` is `load` and `basket`. */
export function partsOf(word: string): string[] {
  const parts = word.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []
  return [...new Set(parts.map(part => part.toLowerCase()).filter(part => part.length > 1))]
}

function raise(weights: Map<string, number>, key: string, weight: number): void {
  if ((weights.get(key) ?? 0) < weight) weights.set(key, weight)
}
