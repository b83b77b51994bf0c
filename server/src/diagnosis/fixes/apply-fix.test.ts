import type { TextEdit } from '../finding.ts'
import { applyFix } from './apply-fix.ts'

const edit = (line: number, from: number, to: number, newText: string): TextEdit => ({
  range: { start: { line, character: from }, end: { line, character: to } },
  newText,
})
const applied = (text: string, ...edits: TextEdit[]): string | null => applyFix(text, { title: '', edits })

test('puts every edit in its place, whatever their order', () => {
  expect(applied('one two\nthree\n', edit(1, 0, 5, '3'), edit(0, 4, 7, '2'), edit(0, 0, 3, '1'))).toBe('1 2\n3\n')
})

test('edits that overlap are refused', () => {
  expect(applied('one two', edit(0, 0, 4, 'a'), edit(0, 3, 7, 'b'))).toBeNull()
})

test('edits that touch each other do not overlap', () => {
  expect(applied('one two', edit(0, 0, 3, 'a'), edit(0, 3, 7, 'b'))).toBe('ab')
})

test('what is inserted at one place stays in its order', () => {
  expect(applied('x', edit(0, 0, 0, 'a'), edit(0, 0, 0, 'b'))).toBe('abx')
})

test.each([
  ['behind the last line', edit(2, 0, 0, 'a')],
  ['behind the end of a line', edit(0, 2, 2, 'a')],
  ['that end before they begin', edit(0, 1, 0, 'a')],
])('edits %s are refused', (_, outside) => {
  expect(applied('x\ny', outside)).toBeNull()
})

test('an edit over several lines takes them away', () => {
  const range = { start: { line: 0, character: 1 }, end: { line: 2, character: 0 } }
  expect(applied('ab\ncd\nef', { range, newText: '-' })).toBe('a-ef')
})
