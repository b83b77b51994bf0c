import { cursorIn } from './cursor-fixture.ts'
import { createTrust } from './trust.ts'

test('starts in the middle, and knows nothing from keys that follow no suggestion', () => {
  const trust = createTrust()
  trust.typed(cursorIn('const a|'))
  expect(trust.value).toBe(0.5)
})

test('rises with a key that goes on as suggested, and with an acceptance', () => {
  const trust = createTrust()
  trust.shown(cursorIn('const |'), 'sum = 1')
  trust.typed(cursorIn('const s|'))
  const once = trust.value
  expect(once).toBeGreaterThan(0.5)
  trust.shown(cursorIn('const s|'), 'um = 1')
  trust.typed(cursorIn('const sum = 1|'))
  expect(trust.value).toBeGreaterThan(once)
})

test.each([
  ['another letter', 'const x|'],
  ['a space that was not suggested', 'const  |'],
])('falls with %s', (_, typed) => {
  const trust = createTrust()
  trust.shown(cursorIn('const |'), 'sum = 1')
  trust.typed(cursorIn(typed))
  expect(trust.value).toBeLessThan(0.5)
})

test.each([
  ['the cursor has not moved', 'const |'],
  ['the cursor went elsewhere', 'const |\nlet next'],
])('stays when %s', (_, now) => {
  const trust = createTrust()
  trust.shown(cursorIn('const |'), 'sum = 1')
  trust.typed(cursorIn(now))
  expect(trust.value).toBe(0.5)
})

test('a key counts once', () => {
  const trust = createTrust()
  trust.shown(cursorIn('const |'), 'sum = 1')
  trust.typed(cursorIn('const x|'))
  const once = trust.value
  trust.typed(cursorIn('const xy|'))
  expect(trust.value).toBe(once)
})

test('white space that the editor adds is no contradiction', () => {
  const trust = createTrust()
  trust.shown(cursorIn('if (a) {|'), '\n  b()')
  trust.typed(cursorIn('if (a) {\n    b|'))
  expect(trust.value).toBeGreaterThan(0.5)
})
