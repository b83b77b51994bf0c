import fc from 'fast-check'
import { asciiRegex, forAscii } from './ascii-regex.ts'
import { wordsOfRegex } from './regex-words.ts'

test.each([
  ['^executeQuery$', [['executeQuery']]],
  ['^(md5|sha1)$', [['md5', 'sha1']]],
  ['colou?r', [['colo']]],
  ['a(bcd)*e', []],
  ['(bcd)+e', [['bcd']]],
  ['foo.*bar', [['foo'], ['bar']]],
  ['Object\\.assign\\(', [['Object.assign(']]],
  ['(?i)password', []],
  ['(foo|)', []],
  ['[abc]def', [['def']]],
  ['x{0,3}yes', [['yes']]],
  ['(unclosed', []],
  ['a|b)', []],
  ['\\p{L}abc', []],
])('%s needs the words %j', (source, words) => {
  expect(wordsOfRegex(source, 3)).toEqual(words)
})

test('what an expression matches has the words that it is said to need', () => {
  const atom = fc.constantFrom(
    'abc',
    'de',
    '(fgh|ijk)',
    '[lm]',
    'n?',
    '(opq)*',
    '(rst)+',
    '\\.',
    '.',
    '\\w',
    '(u|vwx|(yz|abcd))',
  )
  const source = fc.array(atom, { minLength: 1, maxLength: 5 }).map(parts => parts.join(''))
  fc.assert(
    fc.property(
      source.chain(expression =>
        fc.tuple(fc.constant(expression), fc.stringMatching(new RegExp(`^(?:${expression})$`))),
      ),
      ([expression, text]) => wordsOfRegex(expression, 2).every(clause => clause.some(word => text.includes(word))),
    ),
  )
})

test('classes of Unicode become those of ASCII, inside of brackets and outside', () => {
  expect(asciiRegex('^[\\w.$]+\\b\\d\\\\w')).toBe('^[0-9A-Za-z_.$]+(?-u:\\b)[0-9]\\\\w')
})

test('only the regular expressions of a matcher are changed', () => {
  expect(forAscii({ pattern: '\\w', any: [{ regex: '\\d' }] })).toEqual({ pattern: '\\w', any: [{ regex: '[0-9]' }] })
})
