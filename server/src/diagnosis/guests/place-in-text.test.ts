import type { ColumnUnit } from './guest.ts'
import { placeInText } from './place-in-text.ts'

const lines = ['a = "é𝒳"; bad', '\tString é; missing', '']

function placed(
  line: number,
  column: number,
  unit: ColumnUnit,
  end: { line: number; column: number } | null = null,
): string {
  const { start, end: until } = placeInText({ line, column, end }, unit, lines)
  return `${start.line}:${start.character}-${until.line}:${until.character}`
}

test.each<[ColumnUnit, number, number]>([
  ['utf16', 1, 12],
  ['character', 1, 11],
  ['byte', 1, 15],
])('a column in %s becomes one of UTF-16', (unit, line, column) => {
  expect(placed(line, column, unit)).toBe('0:11-0:14')
})

test('a column behind a tab may count it as eight', () => {
  expect(placed(2, 19, 'tabbed')).toBe('1:11-1:18')
})

test('an end that is told holds', () => {
  expect(placed(1, 1, 'utf16', { line: 2, column: 2 })).toBe('0:0-1:1')
})

test('a line without a column is what stands in it', () => {
  expect(placed(2, 0, 'utf16')).toBe('1:1-1:18')
})

test('what lies outside of the text is moved into it', () => {
  expect(placed(900, 900, 'byte', { line: 901, column: 1 })).toBe('2:0-2:0')
  expect(placed(0, -3, 'character')).toBe('0:0-0:14')
  expect(placed(NaN, NaN, 'character')).toBe('0:0-0:1')
})
