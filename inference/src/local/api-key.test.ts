import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { apiKey } from './api-key.ts'

describe("The key of a user's gateway", () => {
  let folder: string
  let keyFile: string

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-key-'))
    keyFile = path.join(folder, 'data', 'key')
  })
  afterEach(() => fs.rmSync(folder, { recursive: true }))

  test('is made once, is nobody else’s to read, and is found again', () => {
    const made = apiKey({}, keyFile)
    expect(made).toEqual({ key: expect.stringMatching(/^wl_[\w-]{43}$/) as unknown, keyFile })
    expect(modeOf(keyFile)).toBe(0o600)
    expect(modeOf(path.dirname(keyFile))).toBe(0o700)
    expect(fs.readdirSync(path.dirname(keyFile))).toEqual(['key'])
    expect(apiKey({}, keyFile)).toEqual(made)
  })

  test('that somebody has copied about is closed to others again', () => {
    const { key } = apiKey({}, keyFile)
    fs.chmodSync(keyFile, 0o644)
    expect(apiKey({}, keyFile).key).toBe(key)
    expect(modeOf(keyFile)).toBe(0o600)
  })

  test('is made anew when its file was emptied', () => {
    const before = apiKey({}, keyFile).key
    fs.writeFileSync(keyFile, '\n')
    const after = apiKey({}, keyFile).key
    expect(after).toMatch(/^wl_/)
    expect(after).not.toBe(before)
  })

  test('is the one in the environment where there is one, and no file is written', () => {
    expect(apiKey({ WAYLINE_API_KEY: 'ours' }, keyFile)).toEqual({ key: 'ours', keyFile: null })
    expect(fs.existsSync(keyFile)).toBe(false)
  })
})

function modeOf(file: string): number {
  return fs.statSync(file).mode & 0o777
}
