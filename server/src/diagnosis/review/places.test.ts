import type { Hunk } from './hunks.ts'
import { placesOf } from './places.ts'

const hunk = (first: number, added: number): Hunk => ({ first, oldFirst: first, removed: [], added })
const spans = (...args: Parameters<typeof placesOf>): string[] =>
  placesOf(...args).map(({ first, last, hunks }) => `${first}-${last} ${hunks.length}`)

test('a change is shown with the function around it', () => {
  expect(spans([hunk(50, 1)], [{ first: 30, last: 80 }], 200)).toEqual(['30-80 1'])
})

test('changes of one function are shown once', () => {
  expect(spans([hunk(40, 1), hunk(70, 2)], [{ first: 30, last: 80 }], 200)).toEqual(['30-80 2'])
})

test('changes far from each other are places of their own, within the file', () => {
  expect(spans([hunk(0, 1), hunk(98, 2)], [], 100)).toEqual(['0-12 1', '86-99 1'])
})

test('a very long function is not shown whole', () => {
  expect(spans([hunk(500, 1)], [{ first: 0, last: 900 }], 1000)).toEqual(['488-512 1'])
})
