import { cursorIn } from './cursor-fixture.ts'
import { isWorthAsking } from './worth-asking.ts'

const trusted = 0.5
const distrusted = 0.05

test.each(['const a = |', 'foo(|)', 'foo("|")', 'if (x|) {', 'return [|];', 'const na|', 'x = a |\n'])(
  'asks at %j',
  marked => {
    expect(isWorthAsking(cursorIn(marked), trusted)).toBe(true)
  },
)

test.each(['con|st a = 1', 'foo(a|b)', '|', '\n\n|', 'const a| = 1'])('does not ask at %j', marked => {
  expect(isWorthAsking(cursorIn(marked), trusted)).toBe(false)
})

test.each(['foo(|a, b)', 'const a = | + 1'])('asks in the middle of a line between two tokens: %j', marked => {
  expect(isWorthAsking(cursorIn(marked), trusted)).toBe(marked.includes('+'))
})

test('inside a word it asks only while suggestions are mostly right', () => {
  expect(isWorthAsking(cursorIn('const na|'), distrusted)).toBe(false)
  expect(isWorthAsking(cursorIn('const name = |'), distrusted)).toBe(true)
})

test('by hand it asks everywhere', () => {
  for (const marked of ['con|st a', '|', 'const na|'])
    expect(isWorthAsking(cursorIn(marked, { trigger: 'invoked' }), distrusted)).toBe(true)
})
