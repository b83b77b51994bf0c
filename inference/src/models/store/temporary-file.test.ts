import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { viaTemporaryFile } from './temporary-file.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-temporary-'))
  file = path.join(folder, 'key')
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

const there = (): string[] => fs.readdirSync(folder).sort()

test('what is written can be moved into place, and nothing else is left', () => {
  viaTemporaryFile(file, 'text', temporary => fs.renameSync(temporary, file))
  expect(fs.readFileSync(file, 'utf8')).toBe('text')
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  expect(there()).toEqual(['key'])
})

test('a use that fails leaves nothing', () => {
  const fail = (): never => {
    throw new Error('failed')
  }
  expect(() => viaTemporaryFile(file, 'text', fail)).toThrow('failed')
  expect(there()).toEqual([])
})

test('what processes have left that have ended goes, and nothing else', () => {
  const dead = spawnSync(process.execPath, ['--version']).pid
  for (const end of [`${dead}`, `stale.${dead}`, `${process.ppid}`, 'json', `${dead}.json`])
    fs.writeFileSync(`${file}.${end}`, '')
  viaTemporaryFile(file, 'text', () => undefined)
  expect(there()).toEqual([`key.${process.ppid}`, `key.${dead}.json`, 'key.json'].sort())
})
