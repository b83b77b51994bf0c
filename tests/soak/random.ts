/** Chance that comes the same way again from the same seed. */
export interface Random {
  /** A whole number from 0 to below the limit. */
  below(limit: number): number
  among<T>(choices: readonly [T, ...T[]]): T
  /** True so often in a hundred times. */
  percent(share: number): boolean
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    among: choices => choices[below(choices.length)] ?? choices[0],
    percent: share => next() * 100 < share,
  }
}
