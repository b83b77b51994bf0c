import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { absent, contentState, type Dependencies } from '../dependencies.ts'
import type { Finding } from '../finding.ts'
import type { RuleInfo } from '../rule-info.ts'
import { openFindingsCache, type Diagnosed } from './findings-cache.ts'
import type { ListedFile } from './list-sources.ts'
import { rulesVersion } from './rules-version.ts'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-findings-'))
})
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true })
})

const place = { line: 0, character: 0 }
const finding: Finding = {
  rule: 'r',
  kind: 'rule',
  severity: 'warning',
  message: 'm',
  range: { start: place, end: place },
  steps: [],
  fixes: [],
}
const fileAt = (name: string): ListedFile => ({ path: `/p/${name}`, size: 1, modifiedMs: 1, changedMs: 1 })
const a = fileAt('a')
const b = fileAt('b')
const diagnosed = (findings: Finding[], dependencies: Dependencies = new Map()): Diagnosed => ({
  findings,
  dependencies,
})
const open = (version = 'v'): ReturnType<typeof openFindingsCache> => openFindingsCache(folder, '/p', version)

/** The one file that has been written. */
function written(): string {
  const [name = ''] = fs.readdirSync(folder)
  return path.join(folder, name)
}

async function fill(): Promise<void> {
  const cache = await open()
  cache.set(a.path, 'hash-a', a, diagnosed([finding]))
  cache.set(b.path, 'hash-b', b, diagnosed([]))
  await cache.write()
}

test('what has been found is known to whoever opens it next', async () => {
  await fill()
  const cache = await open()
  expect(cache.ofFile(a)).toEqual([finding])
  expect(cache.ofFile(b)).toEqual([])
  expect(cache.ofFile({ ...a, modifiedMs: 2 })).toBeNull()
  expect(cache.ofContent(a.path, 'hash-a', null)).toEqual([finding])
})

test('what there is to say of the rules is known to whoever opens it next, with the same rules', async () => {
  const rule: RuleInfo = {
    id: 'r',
    kind: 'rule',
    severity: 'warning',
    title: 't',
    explanation: 'e',
    languages: [],
    cwe: [89],
    owasp: [],
    examples: null,
  }
  const cache = await open()
  expect(cache.rules()).toBeNull()
  cache.setRules([rule])
  await cache.write()
  expect((await open()).rules()).toEqual([rule])
  expect((await open('w')).rules()).toBeNull()
})

test('a file that has been written half is known as far as it goes', async () => {
  await fill()
  const text = fs.readFileSync(written(), 'utf8')
  fs.writeFileSync(written(), text.slice(0, text.lastIndexOf('\n') + 8))
  const cache = await open()
  expect(cache.ofFile(a)).toEqual([finding])
  expect(cache.ofFile(b)).toBeNull()
})

test.each(['', 'nonsense', '{"format":1}\n[]\t[]', '\0\xff', '[1,2]\n'])(
  'a damaged file (%j) says nothing',
  async text => {
    await fill()
    fs.writeFileSync(written(), text)
    expect((await open()).ofFile(a)).toBeNull()
  },
)

test('findings that are no findings are not believed', async () => {
  await fill()
  fs.writeFileSync(written(), fs.readFileSync(written(), 'utf8').replace('"severity":"warning"', '"severity":"none"'))
  expect((await open()).ofFile(a)).toBeNull()
})

test('a folder where a file should be, or one that cannot be written, fails nothing', async () => {
  await fill()
  const file = written()
  fs.rmSync(file)
  fs.mkdirSync(file)
  const cache = await open()
  expect(cache.ofFile(a)).toBeNull()
  cache.set(a.path, 'hash-a', a, diagnosed([finding]))
  await expect(cache.write()).resolves.toBeUndefined()
})

test('of two processes at once neither loses what the other has found out', async () => {
  const [one, other] = [await open(), await open()]
  one.set(a.path, 'hash-a', a, diagnosed([finding]))
  other.set(b.path, 'hash-b', b, diagnosed([finding]))
  await one.write()
  await other.write()
  const cache = await open()
  expect(cache.ofFile(a)).toEqual([finding])
  expect(cache.ofFile(b)).toEqual([finding])
})

test('what was found with other rules is kept beside, and known to nobody else', async () => {
  await fill()
  const other = await open('w')
  expect(other.ofFile(a)).toBeNull()
  other.set(a.path, 'hash-a', a, diagnosed([]))
  await other.write()
  expect((await open()).ofFile(a)).toEqual([finding])
})

test('an editor and a terminal with equal settings share what they know', () => {
  const setup = { ruleFolders: [], rules: { a: 'off', b: 'error' }, complexityLimit: 15, roots: ['/p'] } as const
  const other = { roots: ['/p'], complexityLimit: 15, rules: { b: 'error', a: 'off' }, ruleFolders: [] } as const
  // What lies beside the program counts: in a folder of its own nothing does.
  const none = path.join(folder, 'none')
  expect(rulesVersion(none, setup, {})).toBe(rulesVersion(none, other, {}))
  expect(rulesVersion(none, { ...setup, complexityLimit: 16 }, {})).not.toBe(rulesVersion(none, setup, {}))
})

describe('findings that depend on another file', () => {
  let other: string
  beforeEach(() => {
    other = path.join(folder, '..', `${path.basename(folder)}-other.py`)
    fs.writeFileSync(other, 'one')
  })
  afterEach(() => fs.rmSync(other, { force: true }))

  async function fillWith(state: string): Promise<void> {
    const cache = await open()
    cache.set(a.path, 'hash-a', a, diagnosed([finding], new Map([[other, state]])))
    await cache.write()
  }

  test('are known while that is as it was, and no longer', async () => {
    await fillWith(contentState(Buffer.from('one')))
    expect((await open()).ofFile(a)).toEqual([finding])
    fs.writeFileSync(other, 'two')
    const cache = await open()
    expect(cache.ofFile(a)).toBeNull()
    expect(cache.ofContent(a.path, 'hash-a', a)).toBeNull()
  })

  test('are known while that is not there, and no longer', async () => {
    fs.rmSync(other)
    await fillWith(absent)
    expect((await open()).ofFile(a)).toEqual([finding])
    fs.writeFileSync(other, 'one')
    expect((await open()).ofFile(a)).toBeNull()
  })

  test('still depend on it when their own file was written again with the same content', async () => {
    await fillWith(contentState(Buffer.from('one')))
    const cache = await open()
    expect(cache.ofContent(a.path, 'hash-a', a)).toEqual([finding])
    await cache.write()
    fs.writeFileSync(other, 'two')
    expect((await open()).ofFile(a)).toBeNull()
  })
})
