import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { ActivityEvent } from '@wayline/inference/api'
import { eventFiles, readEvents, type EventFiles } from './event-files.ts'
import { ManualClock } from './manual-clock.ts'
import { createEventStore, type EventStore } from './store.ts'

let home: string
let files: EventFiles
let clock: ManualClock
let failures: string[]

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-'))
  files = eventFiles(path.join(home, 'wayline'))
  clock = new ManualClock()
  failures = []
})
afterEach(() => fs.rmSync(home, { recursive: true, force: true }))

const open = (fileBytes?: number): EventStore =>
  createEventStore({
    files,
    after: clock.after,
    onFailure: sentence => failures.push(sentence),
    ...(fileBytes === undefined ? {} : { fileBytes }),
  })

const event = (requests: number): ActivityEvent => ({
  type: 'activity',
  time: 1_790_000_000_000,
  session: 's',
  language: 'go',
  requests,
  generated: 0,
  briefly: 0,
  typedCharacters: 0,
  acceptedCharacters: 0,
})
const numbers = async (): Promise<number[]> =>
  (await readEvents(files)).map(kept => (kept.type === 'activity' ? kept.requests : -1))
const count = (length: number): number[] => Array.from({ length }, (_, index) => index)

test('what is added comes back in order, from another process too', async () => {
  const store = open()
  for (const number of count(250)) store.add(event(number))
  await store.flush()
  await open().flush()
  expect(await numbers()).toEqual(count(250))
  expect(failures).toEqual([])
})

test('nothing is written on the way, but after a few seconds', async () => {
  const store = open()
  store.add(event(1))
  expect(fs.existsSync(files.folder)).toBe(false)
  expect(clock.waiting).toBe(1)
  clock.pass(5000)
  await store.flush()
  expect(await numbers()).toEqual([1])
})

test('what is cleared is not written', async () => {
  const store = open()
  store.add(event(1))
  store.clear()
  clock.pass(60_000)
  await store.flush()
  expect(fs.existsSync(files.folder)).toBe(false)
})

test('nobody else may read it', async () => {
  const store = open()
  store.add(event(1))
  await store.flush()
  if (process.platform === 'win32') return
  expect(fs.statSync(files.newer).mode & 0o777).toBe(0o600)
  expect(fs.statSync(files.folder).mode & 0o777).toBe(0o700)
})

test('two files of bounded size hold the newest events', async () => {
  const store = open(2000)
  for (const number of count(200)) {
    store.add(event(number))
    await store.flush()
  }
  const sizes = fs.readdirSync(files.folder).map(name => fs.statSync(path.join(files.folder, name)).size)
  expect(sizes.length).toBeLessThanOrEqual(2)
  expect(Math.max(...sizes)).toBeLessThan(2200)
  const kept = await numbers()
  expect(kept.length).toBeGreaterThan(10)
  expect(kept).toEqual(count(200).slice(-kept.length))
})

test('the lock of an editor that died does not keep the files from staying small', async () => {
  const store = open(500)
  fs.mkdirSync(files.folder, { recursive: true })
  fs.writeFileSync(files.lock, '')
  const add = async (): Promise<void> => {
    for (const number of count(5)) store.add(event(number))
    await store.flush()
  }
  await add()
  expect(fs.existsSync(files.older)).toBe(false)
  fs.utimesSync(files.lock, 0, 0)
  await add()
  await add()
  expect(fs.existsSync(files.older)).toBe(true)
  expect(fs.existsSync(files.lock)).toBe(false)
  expect(failures).toEqual([])
})

test('half a line is skipped, and costs no other one', async () => {
  const store = open()
  store.add(event(1))
  await store.flush()
  fs.appendFileSync(files.newer, JSON.stringify(event(2)).slice(0, 40))
  store.add(event(3))
  await store.flush()
  fs.appendFileSync(files.newer, '{"type":"of another version"}\n{"type":"activity","ti')
  expect(await numbers()).toEqual([1, 3])
})

test('without any events there are none to read', async () => {
  expect(await numbers()).toEqual([])
})

test.each([
  ['a folder that cannot be made', () => fs.writeFileSync(path.join(home, 'wayline'), ''), /cannot be written/],
  [
    'a full disk',
    () => {
      fs.mkdirSync(files.folder, { recursive: true })
      fs.symlinkSync('/dev/full', files.newer)
    },
    /disk is full/,
  ],
])('%s is told of once, and then left alone', async (what, prepare, sentence) => {
  if (what === 'a full disk' && !fs.existsSync('/dev/full')) return
  prepare()
  const store = open()
  store.add(event(1))
  await store.flush()
  expect(failures).toEqual([expect.stringMatching(sentence)])
  store.add(event(2))
  expect(clock.waiting).toBe(0)
  await store.flush()
  expect(failures).toHaveLength(1)
})

test('several processes add at once, and every line is whole', async () => {
  const writer = `
    const { appendFileSync, openSync, writeSync } = require('node:fs')
    for (let number = 0; number < 300; number++) {
      const line = JSON.stringify({ ...${JSON.stringify(event(0))}, requests: 1e6 + number })
      const file = openSync(${JSON.stringify(files.newer)}, 'a', 0o600)
      writeSync(file, '\\n' + line + '\\n')
      require('node:fs').closeSync(file)
    }`
  fs.mkdirSync(files.folder, { recursive: true })
  const others = [0, 1].map(() => promisify(execFile)(process.execPath, ['-e', writer]))
  const stores = [open(), open()]
  for (const number of count(300)) {
    for (const store of stores) store.add(event(number))
    if (number % 10 === 0) await Promise.all(stores.map(store => store.flush()))
  }
  await Promise.all([...stores.map(store => store.flush()), ...others])
  const all = await numbers()
  expect(all).toHaveLength(1200)
  expect(all.filter(number => number >= 1e6)).toHaveLength(600)
  expect(failures).toEqual([])
})
