import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { outcomesOf, syntheticUsers } from '../completion/synthetic-users.ts'
import { neutralTaste } from '../completion/taste.ts'
import { parseConfig } from '../config.ts'
import { eventFiles, type EventFiles } from '../events/event-files.ts'
import { ManualClock } from '../events/manual-clock.ts'
import { createLearning, type Learning } from './learning.ts'

const now = 1_790_000_000_000
let home: string
let files: EventFiles
let clock: ManualClock
let settings: { current: ReturnType<typeof parseConfig>['config'] }
let life: AbortController

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-'))
  files = eventFiles(home)
  clock = new ManualClock()
  settings = { current: parseConfig({}).config }
  life = new AbortController()
  fs.mkdirSync(files.folder)
  fs.writeFileSync(files.newer, lines())
})
afterEach(() => {
  life.abort()
  fs.rmSync(home, { recursive: true, force: true })
})

/** A user who never accepts in comments, as the store writes it, between other things. */
function lines(): string {
  const user = syntheticUsers.find(({ name }) => name === 'never in comments')
  if (!user) throw new Error('there is no such user')
  const events = outcomesOf(user, 1200, 1, now).map(({ time, language, circumstances, isAccepted }) => ({
    type: 'suggestion',
    time,
    language,
    outcome: isAccepted ? 'accepted' : 'rejected',
    circumstances,
  }))
  return events.map(event => `\n${JSON.stringify(event)}\n`).join('{"type":"activity"}\n{"circumstances":\n')
}

const start = (): Learning =>
  createLearning({
    settings,
    env: { WAYLINE_DATA_DIR: home },
    life: life.signal,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    after: clock.after,
    date: () => now,
  })

/** Resolves once so many callbacks wait: work in the background is done. */
async function untilWaiting(): Promise<void> {
  while (clock.waiting === 0) await new Promise(resolve => setTimeout(resolve, 1))
}

async function learned(learning: Learning): Promise<void> {
  expect(learning.taste).toEqual(neutralTaste)
  await untilWaiting()
  clock.pass(60_000)
  await untilWaiting()
}

test('a minute after the first request it learns, keeps that, and knows it at the next start', async () => {
  const learning = start()
  await learned(learning)
  expect(learning.taste).toMatchObject({ outcomes: 1200, lost: 0 })
  expect(JSON.parse(fs.readFileSync(files.taste, 'utf8'))).toEqual(learning.taste)
  const next = start()
  expect(next.taste).toEqual(neutralTaste)
  clock.pass(0)
  while (next.taste.threshold === 0) await new Promise(resolve => setTimeout(resolve, 1))
  expect(next.taste).toEqual(learning.taste)
})

test('when the events are deleted, what was learned goes too', async () => {
  const learning = start()
  await learned(learning)
  fs.rmSync(files.newer)
  clock.pass(10 * 60_000)
  await untilWaiting()
  expect(learning.taste).toEqual(neutralTaste)
  expect(fs.existsSync(files.taste)).toBe(false)
})

test('the same events are not read twice', async () => {
  const learning = start()
  await learned(learning)
  const { taste } = learning
  clock.pass(10 * 60_000)
  await untilWaiting()
  expect(learning.taste).toBe(taste)
})

test('where no events are to be kept nothing is read, and nothing known is used', async () => {
  const learning = start()
  await learned(learning)
  settings.current = parseConfig({ events: { store: false } }).config
  expect(learning.taste).toEqual(neutralTaste)
  clock = new ManualClock()
  expect(start().taste).toEqual(neutralTaste)
  expect(clock.waiting).toBe(0)
})

test('nothing waits any more when the server ends', async () => {
  expect(start().taste).toEqual(neutralTaste)
  await untilWaiting()
  life.abort()
  expect(clock.waiting).toBe(0)
})

test('what goes wrong leaves it neutral', async () => {
  fs.rmSync(files.newer)
  fs.mkdirSync(files.newer)
  const learning = start()
  await learned(learning)
  expect(learning.taste).toEqual(neutralTaste)
})
