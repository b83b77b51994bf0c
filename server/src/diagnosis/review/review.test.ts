import type { ModelRemark } from './model-remarks.ts'
import { isOfChange, newRemarks, placeOf, remarkable } from './review.ts'

const range = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 5 } })
const hunks = [{ first: 10, oldFirst: 10, removed: ['a', 'b'], added: 1 }]
const remark = (line: number, text: string): ModelRemark => ({ name: 'a.py', line, severity: 'warning', text })
const injection = {
  name: 'a.py',
  range: range(10),
  text: 'What the request says is part of an SQL query. sql injection',
}

test('a finding is of the change where its line, or the way to it, has changed', () => {
  const step = { path: null, range: range(10), message: '' }
  expect(isOfChange({ kind: 'rule', range: range(10), steps: [] }, hunks)).toBe(true)
  expect(isOfChange({ kind: 'flow', range: range(99), steps: [step] }, hunks)).toBe(true)
  expect(isOfChange({ kind: 'flow', range: range(99), steps: [{ ...step, path: '/b.py' }] }, hunks)).toBe(false)
  expect(isOfChange({ kind: 'rule', range: range(11), steps: [] }, hunks)).toBe(false)
})

test('a remark that says what a finding at its line says is left out', () => {
  expect(newRemarks([remark(10, 'This builds an SQL query from the request: injection.')], [injection])).toEqual([])
})

test('a remark on something else at that line, or the same elsewhere, stays', () => {
  const others = [remark(10, 'The connection is never closed.'), remark(40, 'SQL query from the request: injection.')]
  expect(newRemarks(others, [injection])).toEqual(others)
})

test('what a model says twice is kept once', () => {
  const said = [remark(10, 'The connection is never closed here.'), remark(12, 'Never closes the connection.')]
  expect(newRemarks(said, [])).toEqual(said.slice(0, 1))
})

test('a model may remark on new lines, and beside lines that were taken away', () => {
  const may = remarkable([...hunks, { first: 20, oldFirst: 21, removed: ['x'], added: 0 }])
  expect([9, 10, 11, 18, 19, 20, 21].filter(may)).toEqual([10, 19, 20])
})

test('a comment stands at its line, or at one that the change shows', () => {
  expect(placeOf({ hunks }, 10)).toEqual({ line: 11, oldLine: null })
  expect(placeOf({ hunks }, 12)).toEqual({ line: 13, oldLine: 14 })
  expect(placeOf({ hunks }, 50, [10])).toEqual({ line: 11, oldLine: null })
  expect(placeOf({ hunks }, 50)).toEqual({ line: null, oldLine: null })
})
