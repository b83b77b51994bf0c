import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { configuredIndex, type PipSurroundings } from './pip-configuration.ts'

let home: string
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-pip-'))
})
afterEach(() => fs.rmSync(home, { recursive: true, force: true }))

function write(place: string, text: string): string {
  const file = path.join(home, place)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
  return file
}

const index = (env: NodeJS.ProcessEnv = {}, platform: NodeJS.Platform = 'linux'): string | null =>
  configuredIndex({ env, platform, home } satisfies PipSurroundings)

const setting = (name: string): string => `[global]\nindex-url = https://${name}.example/simple\n`

test('what is named for Wayline wins over all of pip', () => {
  write('.config/pip/pip.conf', setting('file'))
  const env = { PIP_INDEX_URL: 'https://environment.example/simple' }
  expect(index({ ...env, WAYLINE_MODEL_INDEX: 'https://own.example/simple' })).toBe('https://own.example/simple')
  expect(index({ ...env, WAYLINE_MODEL_INDEX: '' })).toBe('https://environment.example/simple')
  expect(index({ PIP_INDEX_URL: '' })).toBe('https://file.example/simple')
})

test('the more specific of pip’s files wins', () => {
  write('.pip/pip.conf', setting('legacy'))
  expect(index()).toBe('https://legacy.example/simple')
  write('.config/pip/pip.conf', setting('user'))
  expect(index()).toBe('https://user.example/simple')
  write('xdg/pip/pip.conf', setting('xdg'))
  expect(index({ XDG_CONFIG_HOME: path.join(home, 'xdg') })).toBe('https://xdg.example/simple')
  write('venv/pip.conf', setting('venv'))
  expect(index({ VIRTUAL_ENV: path.join(home, 'venv') })).toBe('https://venv.example/simple')
  const named = write('named.conf', setting('named'))
  expect(index({ VIRTUAL_ENV: path.join(home, 'venv'), PIP_CONFIG_FILE: named })).toBe('https://named.example/simple')
})

test('the files of Windows and macOS are found', () => {
  write('Library/Application Support/pip/pip.conf', setting('mac'))
  write('AppData/Roaming/pip/pip.ini', setting('windows'))
  expect(index({}, 'darwin')).toBe('https://mac.example/simple')
  expect(index({}, 'win32')).toBe('https://windows.example/simple')
})

test('pip’s files count for nothing where pip itself is told so', () => {
  write('.config/pip/pip.conf', setting('file'))
  expect(index({ PIP_CONFIG_FILE: '/dev/null' })).toBeNull()
})

test('the section for downloads wins over that for everything, in whatever spelling', () => {
  write(
    '.config/pip/pip.conf',
    '# index-url = https://comment.example\r\n[global]\r\nindex_url: https://global.example/simple\r\nextra-index-url = https://extra.example\r\n[download]\r\n  index-url=https://download.example/simple\r\n',
  )
  expect(index()).toBe('https://download.example/simple')
})

test('an index that only pip can read is left to pip', () => {
  expect(index({ PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: 'file:///srv/wheels' })).toBeNull()
  write('.config/pip/pip.conf', '[global]\nindex-url = file:///srv/wheels\n')
  expect(index()).toBeNull()
})

test('a WAYLINE_MODEL_INDEX that is no address is told with an example', () => {
  expect(() => index({ WAYLINE_MODEL_INDEX: 'packages.example/simple' })).toThrow(
    expect.objectContaining({
      code: 'bad_config',
      message: 'WAYLINE_MODEL_INDEX, "packages.example/simple", is not an address.',
      remedy: expect.stringContaining('https://') as string,
    }) as Error,
  )
})
