import { createRequiredStarts } from './required-starts.ts'

test('an engine that ignored a required start is tried again after an hour, each model for itself', () => {
  let minutes = 0
  const starts = createRequiredStarts(() => minutes * 60_000)
  expect(starts.areKept('a')).toBe(true)
  starts.ignored('a')
  expect([starts.areKept('a'), starts.areKept('b')]).toEqual([false, true])
  minutes = 60
  expect(starts.areKept('a')).toBe(false)
  minutes = 61
  expect(starts.areKept('a')).toBe(true)
})
