import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { eventFiles, type EventFiles } from '../events/event-files.ts'
import { readTaste, stateOfEvents, writeTaste } from './taste-file.ts'
import { neutralTaste, type Taste } from './taste.ts'

const taste: Taste = { ...neutralTaste, outcomes: 400, bias: -1, weights: { 'line=comment': -3 }, threshold: 0.04 }
let home: string
let files: EventFiles

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-'))
  files = eventFiles(home)
  fs.mkdirSync(files.folder)
  fs.writeFileSync(files.newer, 'events')
})
afterEach(() => fs.rmSync(home, { recursive: true, force: true }))

test('what is written is read again, and nobody else may', async () => {
  await writeTaste(files, taste)
  expect(await readTaste(files)).toEqual(taste)
  expect(fs.readdirSync(files.folder).sort()).toEqual(['events.jsonl', 'taste.json'])
  if (process.platform !== 'win32') expect(fs.statSync(files.taste).mode & 0o777).toBe(0o600)
})

test.each([
  ['cut off', JSON.stringify(taste).slice(0, 40)],
  ['of another version', JSON.stringify({ ...taste, format: 2 })],
  ['with a weight that is no number', JSON.stringify({ ...taste, weights: { 'line=comment': 'much' } })],
  ['with a weight out of all bounds', JSON.stringify({ ...taste, bias: 1e9 })],
  ['empty', ''],
])('a file that is %s is neutral', async (_, text) => {
  fs.writeFileSync(files.taste, text)
  expect(await readTaste(files)).toEqual(neutralTaste)
})

test('what nothing is known of is no file', async () => {
  await writeTaste(files, taste)
  await writeTaste(files, neutralTaste)
  expect(fs.existsSync(files.taste)).toBe(false)
  expect(await readTaste(files)).toEqual(neutralTaste)
})

test('without the events it counts for nothing, and without their folder it is not written', async () => {
  await writeTaste(files, taste)
  fs.rmSync(files.newer)
  expect(await stateOfEvents(files)).toBe('')
  expect(await readTaste(files)).toEqual(neutralTaste)
  fs.rmSync(files.folder, { recursive: true })
  await expect(writeTaste(files, taste)).rejects.toThrow()
  expect(fs.existsSync(files.folder)).toBe(false)
})
