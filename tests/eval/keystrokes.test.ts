import { applied, futureAt, keystrokesOf, type Keystroke } from './keystrokes.ts'

test('the keys of one second are spread over it, and long pauses are cut', () => {
  const edits = [0, 0, 1000, 60_000].map((timeMs, pos) => ({ timeMs, pos, del: 0, ins: 'a' }))
  expect(keystrokesOf({ edits }).map(({ atMs }) => atMs)).toEqual([0, 500, 1000, 3000])
})

test('without times the keys come evenly', () => {
  const edits = [0, 1, 2].map(pos => ({ pos, del: 0, ins: 'a' }))
  expect(keystrokesOf({ edits }).map(({ atMs }) => atMs)).toEqual([0, 160, 320])
})

test('a keystroke deletes and inserts', () => {
  expect(applied('hello', { pos: 1, del: 3, ins: 'ipp' })).toBe('hippo')
})

test('the future of a place is what is typed on there, with its mistakes mended', () => {
  const future = futureAt(keys('a', 'b', 'x', '<', 'c'), 0)
  expect(future.text).toBe('bc')
  expect(future.keysTo('bc')).toBe(4)
  expect(future.keysTo('b')).toBe(3)
  expect(future.keysTo('bd')).toBeNull()
})

test('it ends where the cursor goes elsewhere', () => {
  const typed = keys('a', 'b')
  expect(futureAt([...typed, { atMs: 9, pos: 0, del: 0, ins: 'x' }], 0).text).toBe('b')
  expect(futureAt(typed, 1).text).toBe('')
})

/** Keys pressed one after the other; `<` takes the last one back. */
function keys(...pressed: string[]): Keystroke[] {
  let pos = 0
  return pressed.map((key, index) => {
    if (key === '<') return { atMs: index, pos: --pos, del: 1, ins: '' }
    return { atMs: index, pos: pos++, del: 0, ins: key }
  })
}
