import { endsInWord, halfWordAtEnd } from './half-word.ts'

test.each([
  ['half a word', 'x.pri', 'pri'],
  ['half a word and the space before it', 'return pri', ' pri'],
  ['one space of several', 'a =    pri', ' pri'],
  ['a space alone', 'return ', ' '],
  ['a name of any letters, marks and digits', 'let $größe_2', ' $größe_2'],
  ['a letter that is written in two', 'cafe\u0301', 'cafe\u0301'],
  ['all that there is', 'pri', 'pri'],
  ['nothing behind a bracket', 'print(', ''],
  ['nothing at the beginning of a line', 'a\n', ''],
  ['no tab', 'a\n\tpri', 'pri'],
  ['nothing of nothing', '', ''],
  ['no word that is too long for one', `key = ${'a1'.repeat(40)}`, ''],
])('%s', (_, text, expected) => {
  expect(halfWordAtEnd(text)).toBe(expected)
})

test('the longest word that is held back has 31 letters and a space', () => {
  expect(halfWordAtEnd(`= ${'a'.repeat(31)}`)).toBe(` ${'a'.repeat(31)}`)
  expect(halfWordAtEnd(`= ${'a'.repeat(32)}`)).toBe('')
})

test.each([
  ['größ', true],
  ['x1', true],
  ['नी', true],
  ['x ', false],
  ['x(', false],
  ['', false],
])('whether %j ends inside a word: %s', (text, expected) => {
  expect(endsInWord(text)).toBe(expected)
})
