import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createIgnoreFiles, type IgnoreFiles } from './ignore-files.ts'

let top: string
beforeEach(() => {
  top = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-ignore-'))
})
afterEach(() => {
  fs.rmSync(top, { recursive: true, force: true })
})

/** The ignore files of a folder, by their paths in it. */
function withFiles(files: Record<string, string>): IgnoreFiles {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(top, name)), { recursive: true })
    fs.writeFileSync(path.join(top, name), text)
  }
  return createIgnoreFiles(top, ['.ignored'])
}

test.each([
  ['a.log', true],
  ['deep/down/a.log', true],
  ['a.txt', false],
  ['deep/own.txt', true],
  ['own.txt', false],
  // The rules nearest to the file have the last word.
  ['deep/kept.log', false],
  ['kept.log', true],
  // What lies in an ignored folder cannot be brought back.
  ['out/kept.log', true],
  ['out/more/a.txt', true],
  ['only/out', false],
])('%s is left out: %s', (name, isIgnored) => {
  const files = withFiles({
    '.ignored': '*.log\nout/\n',
    'deep/.ignored': '/own.txt\n!kept.log\n',
    'out/.ignored': '!*',
  })
  expect(files.ignores(path.join(top, name))).toBe(isIgnored)
})

test('what is not in the folder is not left out', () => {
  const files = withFiles({ '.ignored': '*' })
  expect(files.ignores(path.join(top, '..', 'a'))).toBe(false)
  expect(files.ignores(top)).toBe(false)
})

test('a file is read again once what it says has been forgotten', () => {
  const files = withFiles({ '.ignored': '*.log' })
  expect(files.ignores(path.join(top, 'in/a.log'))).toBe(true)
  fs.writeFileSync(path.join(top, '.ignored'), '*.txt')
  files.forget()
  expect(files.ignores(path.join(top, 'in/a.log'))).toBe(false)
})
