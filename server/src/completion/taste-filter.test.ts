import { cursorIn } from './cursor-fixture.ts'
import { createTasteFilter, trialEvery } from './taste-filter.ts'
import { neutralTaste, type Taste } from './taste.ts'

const notInComments: Taste = { ...neutralTaste, bias: -1, weights: { 'line=comment': -5 }, threshold: 0.05 }
const comment = cursorIn('// adds |')
const code = cursorIn('const a = |')

test('nothing is dropped as long as nothing is known', () => {
  const filter = createTasteFilter(() => neutralTaste)
  for (const cursor of [comment, code]) {
    const circumstances = filter.circumstancesAt(cursor, 100)
    expect(circumstances.isTrial).toBe(false)
    expect(filter.allows(circumstances)).toBe(true)
  }
})

test('where suggestions are unwanted one request in twenty is made, elsewhere each', () => {
  const filter = createTasteFilter(() => notInComments)
  const allowed = (cursor: typeof code): number =>
    Array.from({ length: 200 }, () => filter.allows(filter.circumstancesAt(cursor, 100))).filter(Boolean).length
  expect(filter.circumstancesAt(comment, 100).isTrial).toBe(true)
  expect(allowed(comment)).toBe(200 / trialEvery)
  expect(allowed(code)).toBe(200)
})

test('what became of the last suggestion is part of the place', () => {
  const filter = createTasteFilter(() => neutralTaste)
  const last = (): string => filter.circumstancesAt(code, 100).last
  expect(last()).toBe('none')
  filter.rejected()
  expect(last()).toBe('rejected')
  filter.accepted()
  expect(last()).toBe('accepted')
})
