/** Numbers from 0 to 1 that look random and are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Mean of the values; NaN of none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The value below which `percent` of the values lie; NaN of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN
}

/** How many units two sequences have in common from their beginning on. */
export function commonPrefix<T>(one: ArrayLike<T>, other: ArrayLike<T>): number {
  const shorter = Math.min(one.length, other.length)
  let length = 0
  while (length < shorter && one[length] === other[length]) length++
  return length
}

/** 1 for equal texts, 0 for texts without anything in common: 1 less the edits from one to the other, by the longer one's length. */
export function editSimilarity(one: string, other: string): number {
  const longer = Math.max(one.length, other.length)
  if (longer === 0) return 1
  let row = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let index = 0; index < one.length; index++) {
    const next = [index + 1]
    for (let column = 0; column < other.length; column++) {
      const replaced = (row[column] ?? 0) + (one[index] === other[column] ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return 1 - (row[other.length] ?? 0) / longer
}

/** Where a figure lies with 95 % certainty. */
export interface Interval {
  low: number
  high: number
}

/** Where a share that was seen `hits` times in `count` lies with 95 % certainty (Wilson's score interval); NaN of none. */
export function wilsonInterval(hits: number, count: number): Interval {
  if (count === 0) return { low: NaN, high: NaN }
  const z = 1.959964
  const share = hits / count
  const middle = share + (z * z) / (2 * count)
  const reach = z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count))
  const whole = 1 + (z * z) / count
  return { low: Math.max(0, (middle - reach) / whole), high: Math.min(1, (middle + reach) / whole) }
}

/** The middle 95 % of the means that samples drawn from the values (with putting back) have. */
export function bootstrapInterval(values: readonly number[], { seed = 1, samples = 2000 } = {}): Interval {
  if (values.length === 0) return { low: NaN, high: NaN }
  const random = seededRandom(seed)
  const draw = (): number => values[Math.floor(random() * values.length)] ?? 0
  const means = Array.from({ length: samples }, () => mean(values.map(draw)))
  return { low: percentile(means, 2.5), high: percentile(means, 97.5) }
}

/**
 * McNemar's test, exact: how likely so uneven a split of the cases in which two ways differ is if neither is better.
 * `onlyFirst` and `onlySecond` count the cases that only the one or the other got right.
 */
export function mcNemar(onlyFirst: number, onlySecond: number): number {
  const count = onlyFirst + onlySecond
  const fewer = Math.min(onlyFirst, onlySecond)
  let probability = 0
  for (let hits = 0; hits <= fewer; hits++) probability += Math.exp(logChoose(count, hits) - count * Math.LN2)
  return Math.min(1, 2 * probability)
}

function logChoose(count: number, chosen: number): number {
  let sum = 0
  for (let index = 1; index <= chosen; index++) sum += Math.log((count - chosen + index) / index)
  return sum
}
