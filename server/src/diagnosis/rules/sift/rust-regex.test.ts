import { textTestOf } from './rust-regex.ts'

test.each([
  ['^(get|set)[A-Z]\\w*$', 'getName', true],
  ['^(get|set)[A-Z]\\w*$', 'gets', false],
  ['(?i)^SELECT\\b', 'select *', true],
  ['a.b', 'a\nb', false],
  ['a.b', 'a\rb', true],
  ['(?s)a.b', 'a\nb', true],
  ['\\Aa\\z', 'a', true],
  ['a$', 'a\n', false],
  ['[]a]', ']', true],
  ['(?P<name>a)b{2}', 'abb', true],
])('%s on %j is %s, as in Rust', (source, text, expected) => {
  expect(textTestOf(source)?.(text)).toBe(expected)
})

test.each(['\\p{L}', '(?m)^a', '[a&&b]', '[[:alpha:]]', 'a(?i)b', '(?i:a)', '\\<a', '\\b{start}a', '{', '(', 'é'])(
  'of %s nothing is said: it means something else in JavaScript, or nothing',
  source => {
    expect(textTestOf(source)).toBeNull()
  },
)

test('of a text that is not all ASCII nothing is said', () => {
  expect(textTestOf('\\w')?.('é')).toBeNull()
})

test('of a text for which an expression could take for ever nothing is said', () => {
  expect(textTestOf('^(a+)+$')?.(`${'a'.repeat(100)}!`)).toBeNull()
  expect(textTestOf('^(a|a)*$')?.(`${'a'.repeat(100)}!`)).toBeNull()
  expect(textTestOf('a*a*a*a*b')?.('a'.repeat(10_000))).toBeNull()
  expect(textTestOf('^a+$')?.('a'.repeat(10_000))).toBe(true)
})
