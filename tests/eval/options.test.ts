import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readOptions } from './options.ts'

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-options-'))
const surroundings = { cwd, cacheHome: path.join(cwd, 'cache') }

afterAll(() => fs.rmSync(cwd, { recursive: true }))

test('without options every part is measured, on the embedded model', () => {
  const options = readOptions([], surroundings)
  expect(options?.only).toContain('recall')
  expect(options?.engine).toEqual({ kind: 'embedded', url: null, model: null })
  expect(options?.data).toBeNull()
  expect(options?.cache).toBe(path.join(cwd, 'cache', 'wayline-eval'))
})

test('asking for help is no run', () => {
  expect(readOptions(['--help'], surroundings)).toBeNull()
})

test('files are named from where the program was started', () => {
  fs.mkdirSync(path.join(cwd, 'sets'))
  const options = readOptions(['--data', 'sets', '--json', 'figures.json'], surroundings)
  expect(options?.data).toBe(path.join(cwd, 'sets'))
  expect(options?.json).toBe(path.join(cwd, 'figures.json'))
})

test.each([
  [['--only', 'recal'], '--only takes'],
  [['--limit', 'many'], '--limit takes a whole number'],
  [['--engine', 'vllm'], '--engine vllm needs --engine-url.'],
  [['--engine', 'gpt'], '--engine takes'],
  [['--data', 'nowhere'], 'There is no folder nowhere.'],
])('%j is refused with a sentence', (argv, sentence) => {
  expect(() => readOptions(argv, surroundings)).toThrow(sentence)
})
