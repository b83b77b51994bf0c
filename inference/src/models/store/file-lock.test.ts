import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { acquireLock, lockHolder, type Lock } from './file-lock.ts'
import { isAlive } from './is-alive.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-lock-'))
  file = path.join(folder, 'deep', 'model.lock')
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

function take(): Lock {
  const attempt = acquireLock(file, 'build-1')
  if ('lock' in attempt) return attempt.lock
  throw new Error(`held by ${attempt.holder.pid}`)
}

/** The number of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid
}

test('who has the lock is told to others, this process included, until it lets go', () => {
  const lock = take()
  expect(lockHolder(file)).toEqual({ pid: process.pid, build: 'build-1' })
  expect(acquireLock(file)).toEqual({ holder: { pid: process.pid, build: 'build-1' } })
  lock.release()
  expect(lockHolder(file)).toBeNull()
  expect(fs.readdirSync(path.dirname(file))).toEqual([])
})

test('letting go twice takes nothing from the next holder', () => {
  const first = take()
  first.release()
  const second = take()
  first.release()
  expect(lockHolder(file)).toMatchObject({ pid: process.pid })
  second.release()
})

test.each([
  ['of a process that has ended', () => JSON.stringify({ pid: deadPid(), build: '' })],
  ['of an earlier process of the same number', () => JSON.stringify({ pid: process.pid, build: '' })],
  ['that is damaged', () => '{"pid":'],
  ['that is empty', () => ''],
])('a lock %s is taken over at once', (_which, text) => {
  fs.mkdirSync(path.dirname(file))
  fs.writeFileSync(file, text())
  const lock = take()
  expect(lockHolder(file)).toMatchObject({ pid: process.pid })
  lock.release()
  expect(fs.readdirSync(path.dirname(file))).toEqual([])
})

test('a lock of a process that lives is left alone', () => {
  fs.mkdirSync(path.dirname(file))
  fs.writeFileSync(file, JSON.stringify({ pid: process.ppid, build: 'other' }))
  expect(acquireLock(file)).toEqual({ holder: { pid: process.ppid, build: 'other' } })
})

test('letting go leaves the lock of a process that took it over', () => {
  const lock = take()
  fs.writeFileSync(file, JSON.stringify({ pid: process.ppid, build: 'other' }))
  lock.release()
  expect(lockHolder(file)).toEqual({ pid: process.ppid, build: 'other' })
})

test('a process is known to live or not', () => {
  expect(isAlive(process.pid)).toBe(true)
  expect(isAlive(deadPid())).toBe(false)
})
