import { cursorIn } from './cursor-fixture.ts'
import { extentAt } from './multiline.ts'

test.each([
  ['the rest of a line', 'const a = |', 'line'],
  ['behind the header of an empty block', 'function f() {|\n}', 'block'],
  ['in an empty block', 'function f() {\n  |\n}', 'block'],
  ['between the brackets of one', 'function f() {|}', 'block'],
  ['in a block with something in it', 'function f() {\n  |\n  done()\n}', 'line'],
  ['behind the header of a block with something in it', 'if (a) {|\n  done()\n}', 'line'],
  ['under a comment', '// adds two numbers\n|', 'block'],
  ['under a doc comment', '/** Adds. */\n|', 'block'],
  ['on a line of its own', 'a()\n|\nb()', 'line'],
  ['in the middle of a line', 'f(|, x)', 'line'],
])('%s: %s is a %s', (_, at, expected) => {
  expect(extentAt(cursorIn(at), 'auto')).toBe(expected)
})

test('asked for by hand, a block', () => {
  expect(extentAt(cursorIn('const a = |', { trigger: 'invoked' }), 'auto')).toBe('block')
})

test('never, when the settings say so', () => {
  expect(extentAt(cursorIn('function f() {|\n}', { trigger: 'invoked' }), 'never')).toBe('line')
})

test('what is shown after an acceptance may go on for some lines, but not in the middle of one', () => {
  expect(extentAt(cursorIn('const a = b|'), 'auto', true)).toBe('block')
  expect(extentAt(cursorIn('f(a|, b)'), 'auto', true)).toBe('line')
  expect(extentAt(cursorIn('const a = b|'), 'never', true)).toBe('line')
})
