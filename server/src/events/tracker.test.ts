import fc from 'fast-check'
import { keptAfterMs } from '@wayline/inference/api'
import { endOf, type Edit, type Place } from './edit.ts'
import { ManualClock } from './manual-clock.ts'
import { createTracker, type Kept, type Tracker } from './tracker.ts'

const uri = 'file:///a.ts'
const at = (line: number, character: number): Place => ({ line, character })
const edit = (from: Place, removed: string, text: string): Edit => ({ from, to: endOf(from, removed), removed, text })

interface Scene {
  clock: ManualClock
  tracker: Tracker
  measured: Kept[]
  /** The branch of the repository from now on. */
  branch: string | null
  /** Puts text in and follows it. */
  accept: (text: string, from?: Place, id?: string) => void
  /** Lets time pass until the next measurement has been told. */
  pass: (ms: number) => Promise<void>
}

function scene(): Scene {
  const clock = new ManualClock()
  const measured: Kept[] = []
  const made: Scene = {
    clock,
    measured,
    branch: 'main',
    tracker: createTracker({
      after: clock.after,
      branchOf: () => Promise.resolve(made.branch),
      onMeasured: kept => measured.push(kept),
    }),
    accept(text, from = at(2, 4), id = 'c1') {
      made.tracker.edited(uri, edit(from, '', text))
      made.tracker.follow({ id, uri, language: 'go', model: 'coder', from, text })
    },
    async pass(ms) {
      clock.pass(ms)
      // Which branch it is now is asked of the disk, so a measurement is told a little later.
      await new Promise(resolve => setImmediate(resolve))
    },
  }
  return made
}

const text = 'first\n  second'

test.each<[string, Edit, number]>([
  ['nothing at all', edit(at(2, 4), '', ''), 13],
  ['text before it', edit(at(2, 0), '', 'x'), 13],
  ['lines before it', edit(at(0, 0), '', 'a\nb\n'), 13],
  ['text right before it', edit(at(2, 4), '', 'x'), 13],
  ['text right behind it', edit(at(3, 8), '', 'x'), 13],
  ['text inside', edit(at(2, 6), '', 'and some more'), 13],
  ['a line break inside', edit(at(2, 6), '', '\n'), 13],
  ['its lines joined', edit(at(2, 9), '\n', ' '), 13],
  ['a character gone', edit(at(2, 5), 'i', ''), 12],
  ['a word replaced', edit(at(3, 2), 'second', 'third'), 8],
  ['a word replaced of which half is the same', edit(at(3, 2), 'second', 'sec'), 10],
  ['all of it gone', edit(at(2, 4), text, ''), 0],
  ['what is around it gone too', edit(at(1, 0), `ab\n    ${text};\n`, ''), 0],
  ['its first line gone, and the one before', edit(at(1, 0), 'ab\n    first\n', ''), 8],
  ['the end of it gone', edit(at(3, 5), 'ond;\nmore', ''), 10],
  ['its indentation changed', edit(at(3, 0), '  ', '\t'), 11],
])('after %s so many characters are left', async (_, change, characters) => {
  const { accept, tracker, pass, measured } = scene()
  accept(text)
  tracker.edited(uri, change)
  await pass(30_000)
  expect(measured).toEqual([
    { id: 'c1', language: 'go', model: 'coder', afterMs: 30_000, characters, ofCharacters: 13 },
  ])
})

test('it is measured after 30 s, 2 and 10 minutes, and then forgotten', async () => {
  const { accept, tracker, pass, measured, clock } = scene()
  accept('first')
  await pass(29_999)
  expect(measured).toEqual([])
  await pass(1)
  tracker.edited(uri, edit(at(2, 4), 'f', ''))
  await pass(90_000)
  tracker.edited(uri, edit(at(2, 4), 'irst', ''))
  await pass(480_000)
  expect(measured.map(({ afterMs, characters }) => [afterMs, characters])).toEqual([
    [30_000, 5],
    [120_000, 4],
    [600_000, 0],
  ])
  expect(measured.map(({ afterMs }) => afterMs)).toEqual(keptAfterMs)
  expect(clock.waiting).toBe(0)
})

test('pieces of one suggestion are measured as one', async () => {
  const { accept, pass, measured } = scene()
  accept('first')
  accept(' second', at(2, 9))
  accept('third', at(9, 0), 'c2')
  await pass(30_000)
  expect(measured.map(({ id, ofCharacters }) => [id, ofCharacters])).toEqual([
    ['c1', 12],
    ['c2', 5],
  ])
})

test('edits of other documents leave it as it is', async () => {
  const { accept, tracker, pass, measured } = scene()
  accept('first')
  tracker.edited('file:///b.ts', edit(at(2, 0), 'xxxxfirst', ''))
  await pass(30_000)
  expect(measured[0]?.characters).toBe(5)
})

test('nothing is told once its document is closed, its branch is another one, or all is to be forgotten', async () => {
  const endings: ((of: Scene) => void)[] = [
    ({ tracker }) => tracker.closed(uri),
    ({ tracker }) => tracker.clear(),
    of => (of.branch = 'other'),
  ]
  for (const end of endings) {
    const of = scene()
    of.accept('first')
    await of.pass(30_000)
    end(of)
    await of.pass(600_000)
    expect(of.measured).toHaveLength(1)
    expect(of.clock.waiting).toBe(0)
  }
})

test('it agrees with marking each character, whatever is edited', async () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), maxLength: 8 })
  const change = fc.record({ start: fc.nat(60), length: fc.nat(12), inserted: piece })
  await fc.assert(
    fc.asyncProperty(piece, fc.array(change, { maxLength: 8 }), async (inserted, changes) => {
      const of = scene()
      // Each character of the document, and whether it was accepted.
      let document = 'one\ntwo\nthree\nfour'.split('').map(character => ({ character, isOurs: false }))
      const plain = (): string => document.map(({ character }) => character).join('')
      const replace = (start: number, removed: string, put: string, isOurs: boolean): void => {
        document = document.toSpliced(start, removed.length, ...put.split('').map(character => ({ character, isOurs })))
      }
      of.accept(inserted, endOf(at(0, 0), plain().slice(0, 9)))
      replace(9, '', inserted, true)
      for (const { start: wanted, length, inserted: put } of changes) {
        const start = Math.min(wanted, document.length)
        const removed = plain().slice(start, start + length)
        // What it leaves as it was is not touched, and which part that is shall be the same for both.
        if (removed !== '' && put !== '' && (removed[0] === put[0] || removed.at(-1) === put.at(-1))) continue
        of.tracker.edited(uri, edit(endOf(at(0, 0), plain().slice(0, start)), removed, put))
        replace(start, removed, put, false)
      }
      await of.pass(30_000)
      const left = document.filter(({ character, isOurs }) => isOurs && character !== '\n').length
      expect(of.measured[0]?.characters).toBe(left)
    }),
    { numRuns: 200 },
  )
})
