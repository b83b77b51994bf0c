import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Finding } from '../finding.ts'
import type { Diagnosers } from '../workers/diagnosers.ts'
import { openFindingsCache, type FindingsCache } from './findings-cache.ts'
import { listSources } from './list-sources.ts'
import { readFromDisk } from './read-source.ts'
import { runDiagnosis, type RunOptions } from './run-diagnosis.ts'

let folder: string
let project: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-run-'))
  project = path.join(folder, 'project')
  fs.mkdirSync(project)
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

/** One finding for each line that says `bad`. */
const diagnose: Diagnosers['diagnose'] = ({ text }) =>
  Promise.resolve(
    text.split('\n').flatMap((line, at): Finding[] => {
      const range = { start: { line: at, character: 0 }, end: { line: at, character: 3 } }
      const finding: Finding = {
        rule: 'bad',
        kind: 'rule',
        severity: 'warning',
        message: 'Bad.',
        range,
        steps: [{ path: null, range, message: 'Here.' }],
        fixes: [],
      }
      return line === 'bad' ? [finding] : []
    }),
  )

const cacheFolder = (): string => path.join(folder, 'findings')
// As if all files had been there for an hour.
const openCache = (version = '1'): Promise<FindingsCache> =>
  openFindingsCache(cacheFolder(), project, version, () => Date.now() + 3_600_000)
const write = (name: string, text: string | Buffer): void => fs.writeFileSync(path.join(project, name), text)

interface Ran {
  found: Record<string, number[]>
  read: string[]
  diagnosed: string[]
  failures: string[]
}

async function run(cache: FindingsCache | null, more: Partial<RunOptions> = {}): Promise<Ran> {
  const ran: Ran = { found: {}, read: [], diagnosed: [], failures: [] }
  const { files } = await listSources(project, [])
  await runDiagnosis({
    files,
    isOnDisk: true,
    cache,
    atOnce: 2,
    read: file => {
      ran.read.push(path.basename(file))
      return readFromDisk(file)
    },
    diagnose: source => {
      ran.diagnosed.push(path.basename(source.path))
      return diagnose(source)
    },
    onFile: ({ path: file, findings }) => {
      ran.found[path.basename(file)] = findings.map(({ range }) => range.start.line)
    },
    onFailure: (file, reason) => ran.failures.push(`${path.basename(file)}: ${reason}`),
    ...more,
  })
  await cache?.write()
  return ran
}

test('diagnoses every text, and no other file', async () => {
  write('a.py', 'good\nbad\n')
  write('b', 'bad')
  write('c', Buffer.from([1, 0, 2]))
  expect((await run(null)).found).toEqual({ 'a.py': [1], b: [0] })
})

test('a second run reads only what has changed, and finds the same', async () => {
  write('a.py', 'good\nbad\n')
  write('b.py', 'good\n')
  const first = await run(await openCache())
  write('b.py', 'bad\n')
  const second = await run(await openCache())
  expect(second.read).toEqual(['b.py'])
  expect(second.found).toEqual({ ...first.found, 'b.py': [0] })
  expect((await run(await openCache())).read).toEqual([])
})

test('a file that was written again with the same content is read, and not diagnosed', async () => {
  write('a.py', 'bad\n')
  await run(await openCache())
  write('a.py', 'bad\n')
  fs.utimesSync(path.join(project, 'a.py'), 1, 1)
  expect(await run(await openCache())).toMatchObject({ read: ['a.py'], diagnosed: [], found: { 'a.py': [0] } })
})

test('other rules, and all files are diagnosed again', async () => {
  write('a.py', 'bad\n')
  await run(await openCache())
  expect((await run(await openCache('2'))).diagnosed).toEqual(['a.py'])
})

test.each([
  ['cut off', (text: string) => text.slice(0, -20)],
  ['of another shape', (text: string) => text.replaceAll('"severity"', '"severitas"')],
  ['no JSON', () => '\u0000'.repeat(100)],
])('a cache that is %s is made anew', async (_, damage) => {
  write('a.py', 'bad\n')
  await run(await openCache())
  const [name = ''] = fs.readdirSync(cacheFolder())
  const file = path.join(cacheFolder(), name)
  fs.writeFileSync(file, damage(fs.readFileSync(file, 'utf8')))
  expect(await run(await openCache())).toMatchObject({ diagnosed: ['a.py'], found: { 'a.py': [0] } })
  expect((await run(await openCache())).diagnosed).toEqual([])
})

test('a file that was written a moment ago is read again: its time may not tell of the next change', async () => {
  write('a.py', 'bad\n')
  const justNow = (): Promise<FindingsCache> => openFindingsCache(cacheFolder(), project, '1')
  await run(await justNow())
  expect(await run(await justNow())).toMatchObject({ read: ['a.py'], diagnosed: [] })
})

test('a failure costs its own file only', async () => {
  write('a.py', 'bad\n')
  write('b.py', 'bad\n')
  const failing: Diagnosers['diagnose'] = source =>
    source.path.endsWith('a.py') ? Promise.reject(new Error('Out of memory.')) : diagnose(source)
  const { found, failures } = await run(await openCache(), { diagnose: failing })
  expect(found).toEqual({ 'b.py': [0] })
  expect(failures).toEqual(['a.py: Out of memory.'])
})

test('has no more files in flight than it may', async () => {
  for (let at = 0; at < 20; at++) write(`${at}.py`, 'bad\n')
  let inFlight = 0
  let most = 0
  await run(null, {
    atOnce: 3,
    // Without the disk all that may begin has begun before anything else happens.
    read: () => Promise.resolve(Buffer.from('bad\n')),
    async diagnose(source) {
      most = Math.max(most, ++inFlight)
      await new Promise(setImmediate)
      inFlight--
      return diagnose(source)
    },
  })
  expect(most).toBe(3)
})

test('ends when it is cancelled, whatever is still being diagnosed', async () => {
  for (let at = 0; at < 5; at++) write(`${at}.py`, 'bad\n')
  const controller = new AbortController()
  const diagnosed: string[] = []
  const running = run(null, {
    signal: controller.signal,
    diagnose: ({ path: file }, { signal } = {}) =>
      new Promise((_, reject) => {
        diagnosed.push(file)
        signal?.addEventListener('abort', () => reject(new Error('Cancelled.')))
        if (diagnosed.length === 2) controller.abort()
      }),
  })
  await expect(running).rejects.toThrow()
  expect(diagnosed).toHaveLength(2)
})
