import { UsageEvent } from '@wayline/inference/api'
import type { Circumstances } from './circumstances.ts'
import { endOf, type Place } from './edit.ts'
import { createJournal, type Journal } from './journal.ts'
import { ManualClock } from './manual-clock.ts'

const uri = 'file:///home/ann/secret-project/a.ts'
const document = { uri, language: 'typescript' }
const place: Circumstances = {
  line: 'code',
  lineLength: 1,
  before: 'blank',
  after: 'none',
  pauseMs: 100,
  last: 'none',
  isTrial: false,
}
const secret = 'launchCode(4711)'

interface Scene {
  journal: Journal
  clock: ManualClock
  events: UsageEvent[]
  /** Where each of them was. */
  places: (Circumstances | null)[]
  accepted: number
  rejected: number
  show: (text: string, id?: string) => void
  insert: (text: string) => void
  wait: (ms: number) => Promise<void>
}

function scene(): Scene {
  const clock = new ManualClock()
  let cursor: Place = { line: 3, character: 0 }
  const made: Scene = {
    clock,
    events: [],
    places: [],
    accepted: 0,
    rejected: 0,
    journal: createJournal({
      now: clock.now,
      date: () => 1_790_000_000_000 + clock.time,
      after: clock.after,
      branchOf: () => Promise.resolve('main'),
      record(event, circumstances) {
        made.events.push(event)
        made.places.push(circumstances)
      },
      onAccepted: () => made.accepted++,
      onRejected: () => made.rejected++,
    }),
    show(text, id = 'c1') {
      const candidates = [{ id, text, covers: '', model: 'coder', latencyMs: 90 }]
      made.journal.shown({ uri, place: cursor, language: 'typescript', circumstances: place, candidates })
    },
    insert(text) {
      made.journal.edited(document, { from: cursor, to: cursor, removed: '', text })
      cursor = endOf(cursor, text)
    },
    async wait(ms) {
      clock.pass(ms)
      await new Promise(resolve => setImmediate(resolve))
    },
  }
  return made
}

test('a session becomes events that the gateway takes, without a word of the code', async () => {
  const { journal, events, show, insert, wait, clock } = scene()
  journal.requested('typescript')
  journal.generated('typescript')
  show(secret)
  await wait(900)
  insert(secret)
  await wait(100)
  insert(';')
  await wait(30_000)
  journal.finish()
  const session = events[0]?.session
  expect(events).toEqual([
    {
      type: 'suggestion',
      time: 1_790_000_000_900,
      session,
      language: 'typescript',
      id: 'c1',
      model: 'coder',
      hash: expect.stringMatching(/^[\w-]{16}$/) as string,
      characters: 16,
      lines: 1,
      latencyMs: 90,
      displayedMs: 900,
      outcome: 'accepted',
      kind: 'full',
      acceptedCharacters: 16,
    },
    {
      type: 'kept',
      time: 1_790_000_031_000,
      session,
      language: 'typescript',
      id: 'c1',
      model: 'coder',
      afterMs: 30_000,
      characters: 16,
      ofCharacters: 16,
    },
    {
      type: 'activity',
      time: 1_790_000_031_000,
      session,
      language: 'typescript',
      requests: 1,
      generated: 1,
      briefly: 0,
      typedCharacters: 1,
      acceptedCharacters: 16,
    },
  ])
  for (const event of events) expect(UsageEvent.parse(event)).toEqual(event)
  expect(JSON.stringify(events)).not.toMatch(/launch|4711|ann|secret|a\.ts/)
  expect(clock.waiting).toBe(0)
})

test('counts become an event each minute in which there are some, one for each language', async () => {
  const { journal, events, wait } = scene()
  journal.requested('go')
  await wait(59_999)
  expect(events).toEqual([])
  journal.requested('go')
  journal.requested('c')
  await wait(1)
  expect(events).toMatchObject([
    { language: 'go', requests: 2 },
    { language: 'c', requests: 1 },
  ])
  await wait(600_000)
  expect(events).toHaveLength(2)
})

test('what nobody can have read is counted, and no event of its own', async () => {
  const { journal, events, show, insert, wait } = scene()
  show('first')
  await wait(100)
  show('second', 'c2')
  await wait(100)
  insert('x')
  journal.finish()
  expect(events).toMatchObject([{ type: 'activity', briefly: 2, typedCharacters: 1 }])
})

test('an edit that the command calls an acceptance was not typed', async () => {
  const scenery = scene()
  const { journal, events, show, insert, wait } = scenery
  show('a + b')
  await wait(900)
  insert('(a + b)')
  journal.commanded('c1')
  journal.finish()
  expect(events).toMatchObject([
    { type: 'suggestion', outcome: 'accepted', kind: 'full' },
    { type: 'activity', typedCharacters: 0, acceptedCharacters: 7 },
  ])
  expect(scenery.accepted).toBe(1)
})

test('an acceptance is told at once, and a command of which nothing is known is believed', async () => {
  const scenery = scene()
  scenery.show('a + b')
  await scenery.wait(900)
  scenery.insert('a')
  expect(scenery.accepted).toBe(0)
  scenery.insert(' +')
  expect(scenery.accepted).toBe(1)
  scenery.journal.commanded('c99')
  expect(scenery.accepted).toBe(2)
})

test('where a suggestion was goes beside its event, never into it, and one that was seen in vain is told of', async () => {
  const scenery = scene()
  scenery.show('a + b')
  await scenery.wait(900)
  scenery.insert('x')
  scenery.show('c + d', 'c2')
  await scenery.wait(100)
  scenery.insert('x')
  scenery.journal.finish()
  expect(scenery.events.map(({ type }) => type)).toEqual(['suggestion', 'activity'])
  expect(scenery.places).toEqual([place, null])
  expect(JSON.stringify(scenery.events)).not.toContain('lineLength')
  expect([scenery.accepted, scenery.rejected]).toEqual([0, 1])
})

test('equal suggestions have equal hashes in one session, and in another one others', async () => {
  const hashes = async (...texts: string[]): Promise<string[]> => {
    const { journal, events, show, wait } = scene()
    for (const [index, text] of texts.entries()) {
      show(text, `c${index}`)
      await wait(900)
      show('in between', `d${index}`)
    }
    journal.finish()
    return events.flatMap(event => (event.type === 'suggestion' ? event.hash : []))
  }
  const [one, same, other] = await hashes('a + b', 'a + b', 'c')
  expect(one).toBe(same)
  expect(one).not.toBe(other)
  expect(await hashes('a + b')).not.toEqual([one])
})

test('what is forgotten becomes no event', async () => {
  const { journal, events, show, insert, wait, clock } = scene()
  show('a + b')
  await wait(900)
  insert('a + b')
  journal.requested('typescript')
  show('c + d', 'c2')
  await wait(900)
  const before = events.length
  journal.clear()
  await wait(600_000)
  journal.finish()
  expect(events).toHaveLength(before)
  expect(clock.waiting).toBe(0)
})
