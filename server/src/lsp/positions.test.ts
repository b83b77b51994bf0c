import { LineText } from './line-text.ts'
import { chooseEncoding, placeOf, positionIn } from './positions.ts'

test.each([
  [undefined, 'utf-16'],
  [[], 'utf-16'],
  [['utf-8', 'utf-16'], 'utf-8'],
  [['utf-16', 'utf-8'], 'utf-16'],
  [['utf-8'], 'utf-8'],
  [['utf-32', 'utf-8'], 'utf-8'],
  [['utf-32'], 'utf-16'],
])('a client that offers %j gets %s', (offered, expected) => {
  expect(chooseEncoding(offered)).toBe(expected)
})

const text = new LineText('é😀x\r\nsecond')

test.each([
  ['utf-16', 0, 3, 3],
  ['utf-16', 0, 2, 1],
  ['utf-16', 0, 99, 4],
  ['utf-8', 0, 2, 1],
  ['utf-8', 0, 6, 3],
  ['utf-8', 0, 4, 1],
  ['utf-8', 0, 99, 4],
] as const)('in %s, %d:%d is offset %d of the line', (encoding, line, character, expected) => {
  expect(placeOf(text, { line, character }, encoding)).toEqual({ line, character: expected })
})

test('positions are told in the encoding that was agreed', () => {
  expect(positionIn(text.line(0), { line: 0, character: 3 }, 'utf-8')).toEqual({ line: 0, character: 6 })
  expect(positionIn(text.line(0), { line: 0, character: 3 }, 'utf-16')).toEqual({ line: 0, character: 3 })
})
