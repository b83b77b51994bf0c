import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Finding } from '../../diagnosis/finding.ts'
import type { Diagnosers } from '../../diagnosis/workers/diagnosers.ts'
import { sourceIn } from '../../diagnosis/run/read-source.ts'
import { fixFiles, type FixableFile, type FixOutcome } from './fix-files.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-fix-'))
  file = path.join(folder, 'a.py')
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

/** Finds `eval`, and would have it `int`. */
function findingsOf(text: string): Finding[] {
  const character = text.indexOf('eval')
  if (character < 0) return []
  const range = { start: { line: 0, character }, end: { line: 0, character: character + 4 } }
  const fixes = [{ title: 'Use int', edits: [{ range, newText: 'int' }] }]
  return [{ rule: 'eval', kind: 'rule', severity: 'warning', message: '', range, steps: [], fixes }]
}
const diagnosers: Diagnosers = {
  diagnose: ({ text }) => Promise.resolve(findingsOf(text)),
  countErrors: () => Promise.resolve(0),
  suppress: (_, findings) => Promise.resolve(findings),
  measure: () => Promise.resolve([]),
  refactorings: () => Promise.resolve([]),
  rules: () => Promise.resolve([]),
  dispose: () => undefined,
}

function diagnosed(): FixableFile {
  const source = sourceIn(file, fs.readFileSync(file))
  if (!source) throw new Error('no text')
  return { source, findings: findingsOf(source.text) }
}
const fix = (from: Diagnosers = diagnosers, signal = new AbortController().signal): Promise<FixOutcome[]> =>
  fixFiles([diagnosed()], from, signal)

test('writes what is verified, with the rights and the byte order mark of the file', async () => {
  fs.writeFileSync(file, '\uFEFFx = eval(y)\r\n', { mode: 0o755 })
  expect((await fix())[0]?.fixed).toHaveLength(1)
  expect(fs.readFileSync(file, 'utf8')).toBe('\uFEFFx = int(y)\r\n')
  expect(fs.statSync(file).mode & 0o777).toBe(0o755)
  expect(fs.readdirSync(folder)).toEqual(['a.py'])
})

test('leaves a file alone that has been written meanwhile', async () => {
  fs.writeFileSync(file, 'x = eval(y)\n')
  const outcomes = await fix({
    ...diagnosers,
    diagnose(source) {
      fs.writeFileSync(file, 'z = 1\n')
      return diagnosers.diagnose(source)
    },
  })
  expect(fs.readFileSync(file, 'utf8')).toBe('z = 1\n')
  expect(outcomes).toMatchObject([{ fixed: [], findings: [{ rule: 'eval' }] }])
})

test('leaves a file alone that is no UTF-8: writing it would change other bytes', async () => {
  const bytes = Buffer.from([...Buffer.from('x = eval(y) # '), 0xe9, 10])
  fs.writeFileSync(file, bytes)
  await fix()
  expect(fs.readFileSync(file)).toEqual(bytes)
})

test('writes nothing once it is interrupted', async () => {
  fs.writeFileSync(file, 'x = eval(y)\n')
  const controller = new AbortController()
  const fixing = fix(
    {
      ...diagnosers,
      diagnose(source) {
        controller.abort()
        return diagnosers.diagnose(source)
      },
    },
    controller.signal,
  )
  await expect(fixing).rejects.toThrow()
  expect(fs.readFileSync(file, 'utf8')).toBe('x = eval(y)\n')
})
