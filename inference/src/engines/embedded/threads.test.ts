import { fastestThreads, threadCandidates } from './threads.ts'

test('leaves one core to everything else, and takes at least one', () => {
  expect(threadCandidates(2, 2)).toEqual([1])
  expect(threadCandidates(1, 1)).toEqual([1])
  expect(threadCandidates(16, 16)).toEqual([15, 8])
})

test('keeps within what a container may use', () => {
  expect(threadCandidates(64, 4)).toEqual([3, 2])
})

test('a single candidate is not measured', async () => {
  expect(await fastestThreads([3], () => Promise.reject(new Error('measured')))).toBe(3)
})

test('a lower count wins only when it is clearly faster', async () => {
  const times = new Map([
    [8, 100],
    [4, 95],
  ])
  expect(await fastestThreads([8, 4], threads => Promise.resolve(times.get(threads) ?? 0))).toBe(8)
  times.set(4, 60)
  expect(await fastestThreads([8, 4], threads => Promise.resolve(times.get(threads) ?? 0))).toBe(4)
})
