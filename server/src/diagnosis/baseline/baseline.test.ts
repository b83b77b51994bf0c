import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Finding } from '../finding.ts'
import { compareWithBaseline, readBaseline, writeBaseline } from './baseline.ts'
import { fingerprints } from './fingerprint.ts'

const code = 'def f():\n    a = md5()\n    return a\n\ndef g():\n    b = md5()\n    return b\n'

function findingsOf(text: string): Finding[] {
  return text.split('\n').flatMap((content, line): Finding[] => {
    const character = content.indexOf('md5')
    const range = { start: { line, character }, end: { line, character: character + 3 } }
    const finding = {
      rule: 'weak-hash',
      kind: 'rule',
      severity: 'warning',
      message: '',
      range,
      steps: [],
      fixes: [],
    } as const
    return character < 0 ? [] : [{ ...finding, steps: [], fixes: [] }]
  })
}

const namesOf = (text: string, file = 'a.py'): string[] =>
  fingerprints(file, text, findingsOf(text)).map(({ fingerprint }) => fingerprint)

test.each([
  ['moved down', `import os\n\n\n${code}`],
  ['indented', code.replaceAll(/^(?=.)/gm, '  ')],
  ['ended in another way', code.replaceAll('\n', '\r\n')],
  ['kept while another function is added', `${code}\ndef h():\n    return 1\n`],
])('a finding keeps its name when its code is %s', (_, text) => {
  expect(namesOf(text)).toEqual(namesOf(code))
})

test.each([
  ['its line is another', code.replace('a = md5()', 'a = md5(x)')],
  ['the line beside it is another', code.replace('return a', 'return a + 1')],
])('it has another name when %s', (_, text) => {
  expect(namesOf(text)[0]).not.toBe(namesOf(code)[0])
})

test('equal findings have names of their own', () => {
  const text = 'md5()\nmd5()\nmd5()\nmd5()\n'
  expect(new Set(namesOf(text)).size).toBe(4)
})

test('names differ between files', () => {
  expect(namesOf(code, 'a.py')).not.toEqual(namesOf(code, 'b.py'))
})

describe('A baseline', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-baseline-'))
    file = path.join(folder, '.wayline/baseline.json')
  })
  afterEach(() => fs.rmSync(folder, { recursive: true }))

  const entries = (text: string): { rule: string; fingerprint: string }[] =>
    namesOf(text).map(fingerprint => ({ rule: 'weak-hash', fingerprint }))

  test('that is not there is none', () => {
    expect(readBaseline(file)).toBeNull()
  })

  test('comes back as it was written', () => {
    writeBaseline(file, { files: { 'b.py': entries(code), 'a.py': entries(code), 'c.py': [] } })
    expect(readBaseline(file)).toEqual({ files: { 'a.py': entries(code), 'b.py': entries(code) } })
    expect(fs.readdirSync(path.dirname(file))).toEqual(['baseline.json'])
  })

  test('knows what was there, and tells what is new and what has gone', () => {
    const now = code.replace('b = md5()', 'b = md5(1)').concat('\nz = md5(2)\n')
    const { fresh, known, gone } = compareWithBaseline(
      { files: { 'a.py': entries(code) } },
      'a.py',
      fingerprints('a.py', now, findingsOf(now)),
    )
    expect([fresh, known, gone].map(({ length }) => length)).toEqual([2, 1, 1])
  })

  test.each(['', '{', '[]', '{"version":2,"files":{}}', '{"version":1,"files":{"a":[{"rule":1}]}}'])(
    'that is damaged is not taken for an empty one: %s',
    text => {
      fs.mkdirSync(path.dirname(file))
      fs.writeFileSync(file, text)
      expect(() => readBaseline(file)).toThrow(/is damaged/)
    },
  )
})
