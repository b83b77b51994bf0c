import {
  bootstrapInterval,
  commonPrefix,
  editSimilarity,
  mcNemar,
  mean,
  percentile,
  seededRandom,
  wilsonInterval,
} from './statistics.ts'

test('the same seed gives the same numbers, another one others', () => {
  const draw = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed))
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
})

test('random numbers lie from 0 to 1 and are spread evenly', () => {
  const random = seededRandom(1)
  const numbers = Array.from({ length: 10_000 }, random)
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...numbers)).toBeLessThan(1)
  expect(mean(numbers)).toBeCloseTo(0.5, 1)
})

test.each([
  ['', '', 1],
  ['same', 'same', 1],
  ['abc', 'xyz', 0],
  ['kitten', 'sitting', 1 - 3 / 7],
  ['a', '', 0],
])('%j and %j are similar by %d', (one, other, similarity) => {
  expect(editSimilarity(one, other)).toBeCloseTo(similarity)
  expect(editSimilarity(other, one)).toBeCloseTo(similarity)
})

test('a common prefix ends at the first difference, or with the shorter one', () => {
  expect(commonPrefix('abcd', 'abxd')).toBe(2)
  expect(commonPrefix([1, 2], [1, 2, 3])).toBe(2)
  expect(commonPrefix('', 'a')).toBe(0)
})

test('percentiles are values of the list', () => {
  expect(percentile([5, 1, 3], 50)).toBe(3)
  expect(percentile([5, 1, 3], 100)).toBe(5)
  expect(percentile([], 50)).toBeNaN()
})

test('an interval holds the mean, and equal values have none around it', () => {
  const { low, high } = bootstrapInterval([0, 1, 1, 0, 1, 1, 1, 0, 1, 1])
  expect(low).toBeLessThan(0.7)
  expect(high).toBeGreaterThan(0.7)
  expect(bootstrapInterval([1, 1, 1])).toEqual({ low: 1, high: 1 })
  expect(bootstrapInterval([])).toEqual({ low: NaN, high: NaN })
})

test.each([
  [0, 10, 0, 0.2775],
  [5, 10, 0.2366, 0.7634],
  [10, 10, 0.7225, 1],
])('%d of %d may be a share from %d to %d', (hits, count, low, high) => {
  const interval = wilsonInterval(hits, count)
  expect(interval.low).toBeCloseTo(low, 4)
  expect(interval.high).toBeCloseTo(high, 4)
})

test.each([
  [0, 0, 1],
  [5, 5, 1],
  [0, 5, 0.0625],
  [1, 9, 0.021484375],
])('%d against %d comes about by chance with probability %d', (onlyFirst, onlySecond, probability) => {
  expect(mcNemar(onlyFirst, onlySecond)).toBeCloseTo(probability, 10)
})
