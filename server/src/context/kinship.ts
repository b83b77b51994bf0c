import { partsOf, type WordsNear } from './words-near.ts'

/** How much a text has in common with what is written near the cursor, from 0 to 1. */
export type Kinship = (text: string) => number

/**
 * Counts the parts that texts share with the words near the cursor. A part that many of the candidates have says little, one
 * that few have says much (inverse document frequency, Spärck Jones 1972).
 */
export function kinshipAmong(names: readonly string[], { parts }: WordsNear): Kinship {
  const frequency = new Map<string, number>()
  for (const name of names) for (const part of partsOf(name)) frequency.set(part, (frequency.get(part) ?? 0) + 1)
  const rarity = (part: string): number => Math.log((1 + names.length) / (1 + (frequency.get(part) ?? 0)))
  return text => {
    let shared = 0
    let all = 0.5 * Math.log(1 + names.length)
    for (const part of partsOf(text)) {
      const weight = rarity(part)
      all += weight
      shared += weight * (parts.get(part) ?? 0)
    }
    return all === 0 ? 0 : shared / all
  }
}
