import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { apiKeys } from './api-key.ts'

describe("The key of a user's gateway", () => {
  let folder: string
  let keyFile: string

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-key-'))
    keyFile = path.join(folder, 'data', 'key')
  })
  afterEach(() => fs.rmSync(folder, { recursive: true }))

  test('is made once, is nobody else’s to read, and is found again', () => {
    const made = apiKeys({}, keyFile, false)
    expect(made).toEqual({ preset: null, own: expect.stringMatching(/^wl_[\w-]{43}$/) as unknown })
    expect(modeOf(keyFile)).toBe(0o600)
    expect(modeOf(path.dirname(keyFile))).toBe(0o700)
    expect(fs.readdirSync(path.dirname(keyFile))).toEqual(['key'])
    expect(apiKeys({}, keyFile, true)).toEqual(made)
  })

  test('that somebody has copied about is closed to others again', () => {
    const { own } = apiKeys({}, keyFile, true)
    fs.chmodSync(keyFile, 0o644)
    expect(apiKeys({}, keyFile, true).own).toBe(own)
    expect(modeOf(keyFile)).toBe(0o600)
  })

  test('is made anew when its file was emptied', () => {
    const before = apiKeys({}, keyFile, true).own
    fs.writeFileSync(keyFile, '\n')
    const after = apiKeys({}, keyFile, true).own
    expect(after).toMatch(/^wl_/)
    expect(after).not.toBe(before)
  })

  test('is the one in the environment where there is one, and no file is written', () => {
    expect(apiKeys({ WAYLINE_API_KEY: 'ours' }, keyFile, false)).toEqual({ preset: 'ours', own: null })
    expect(fs.existsSync(keyFile)).toBe(false)
  })

  test('is beside the one in the environment where the gateway is a user’s own', () => {
    const { own } = apiKeys({}, keyFile, true)
    expect(apiKeys({ WAYLINE_API_KEY: 'ours' }, keyFile, true)).toEqual({ preset: 'ours', own })
  })
})

function modeOf(file: string): number {
  return fs.statSync(file).mode & 0o777
}
