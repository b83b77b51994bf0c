import { cursorIn } from './cursor-fixture.ts'
import { createPace, waitsItself } from './pace.ts'

const inside = cursorIn('const a = b|')

function paceAt(gapMs: number, latencyMs: number, clientWaits = false): ReturnType<typeof createPace> {
  let time = 0
  const pace = createPace(() => time, clientWaits)
  for (let key = 0; key < 40; key++) {
    pace.typed(inside)
    pace.answered(latencyMs)
    time += gapMs
  }
  return pace
}

test('waits while the next key is likely to come before an answer could be read', () => {
  expect(paceAt(250, 150).waitMs(inside)).toBeCloseTo(100, -1)
})

test('never longer than a moment, and not at all when the answer is slower than the keys', () => {
  expect(paceAt(900, 20).waitMs(inside)).toBe(120)
  expect(paceAt(100, 400).waitMs(inside)).toBe(0)
})

test.each(['|', '    |', 'f(|', 'a.|', 'if (a) {|'])('starts at once at %j', at => {
  expect(paceAt(900, 20).waitMs(cursorIn(at))).toBe(0)
})

test('starts at once after an acceptance', () => {
  const pace = paceAt(900, 20)
  pace.accepted()
  pace.typed(inside)
  expect(pace.waitMs(inside)).toBe(0)
  expect(pace.isAfterAcceptance(inside)).toBe(true)
})

test('the key after that is one like all others', () => {
  const pace = paceAt(900, 20)
  const next = cursorIn('const a = bc|')
  pace.accepted()
  pace.typed(inside)
  pace.typed(next)
  expect(pace.isAfterAcceptance(next)).toBe(false)
  expect(pace.waitMs(next)).toBeGreaterThan(0)
})

test('adds nothing to the wait of an editor that waits itself', () => {
  expect(paceAt(900, 20, true).waitMs(inside)).toBe(0)
})

test.each([
  ['Neovim', true],
  ['IntelliJ IDEA', true],
  ['LSP4IJ', true],
  ['Visual Studio Code', false],
  [undefined, false],
])('%s waits itself: %s', (name, expected) => {
  expect(waitsItself(name)).toBe(expected)
})
