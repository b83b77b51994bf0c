import { Circumstances } from '../events/circumstances.ts'
import { circumstancesAt } from './circumstances-at.ts'
import { cursorIn } from './cursor-fixture.ts'

const at = (marked: string, languageId = 'typescript', pauseMs: number | null = 120) =>
  circumstancesAt(cursorIn(marked, { languageId }), pauseMs)

test('a place is told by kinds and steps, never by its text', () => {
  const place = at('const launchCode = get(|)')
  expect(place).toEqual({ line: 'code', lineLength: 10, before: 'opening', after: 'closing', pauseMs: 100 })
  expect(Circumstances.safeParse({ ...place, last: 'none', isTrial: false }).success).toBe(true)
})

test.each([
  ['typescript', '|', 'blank'],
  ['typescript', 'a = |', 'code'],
  ['typescript', '  // adds |', 'comment'],
  ['typescript', 'a() // adds |', 'comment'],
  ['typescript', "open('http://|')", 'code'],
  ['typescript', ' * adds |', 'comment'],
  ['python', '# adds |', 'comment'],
  ['python', 'a = b // |', 'code'],
  ['markdown', '* adds |', 'code'],
])('in %s, %s is %s', (languageId, marked, line) => {
  expect(at(marked, languageId).line).toBe(line)
})

test.each([
  ['|', 'none'],
  ['a |', 'blank'],
  ['é|', 'letter'],
  ['数|', 'letter'],
  ['7|', 'digit'],
  ['a.|', 'dot'],
  ['f(|', 'opening'],
  ['f()|', 'closing'],
  ['"|', 'quote'],
  ['a,|', 'separator'],
  ['a =|', 'operator'],
  ['😀|', 'other'],
])('before the cursor of %s there is %s', (marked, before) => {
  expect(at(marked).before).toBe(before)
})

test.each([
  [0, 0],
  [99.9, 0],
  [100, 100],
  [1999, 600],
  [60_000, 2000],
  [null, 2000],
])('a pause of %s ms counts as %s', (pauseMs, counted) => {
  expect(at('a|', 'typescript', pauseMs).pauseMs).toBe(counted)
})

test('however long a line is, it is at least 100 characters', () => {
  expect(at(`${'x'.repeat(5000)}|`).lineLength).toBe(100)
})
