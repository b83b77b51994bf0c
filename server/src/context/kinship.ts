import type { WordsNear } from './words-near.ts'

/** How much a text, by the parts of its words, has in common with what is written near the cursor, from 0 to 1. */
export type Kinship = (parts: readonly string[]) => number

/**
 * Counts the parts that texts share with the words near the cursor. A part that many of the candidates have says little, one
 * that few have says much (inverse document frequency, Spärck Jones 1972).
 */
export function kinshipAmong(names: readonly (readonly string[])[], { parts: near }: WordsNear): Kinship {
  const frequency = new Map<string, number>()
  for (const parts of names) for (const part of parts) frequency.set(part, (frequency.get(part) ?? 0) + 1)
  const rarity = (part: string): number => Math.log((1 + names.length) / (1 + (frequency.get(part) ?? 0)))
  return parts => {
    let shared = 0
    let all = 0.5 * Math.log(1 + names.length)
    for (const part of parts) {
      const weight = rarity(part)
      all += weight
      shared += weight * (near.get(part) ?? 0)
    }
    return all === 0 ? 0 : shared / all
  }
}
