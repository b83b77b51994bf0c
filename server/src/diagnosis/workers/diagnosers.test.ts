import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createDiagnosers, type Diagnosers } from './diagnosers.ts'
import type { SourceText } from '../subject.ts'

const setup = { ruleFolders: [], rules: {}, complexityLimit: 0, roots: [] }
const source = (text: string): SourceText => ({ path: '/project/a.py', languageId: 'python', text })

let diagnosers: Diagnosers
const logged: string[] = []

beforeAll(() => {
  diagnosers = createDiagnosers({ setup, processes: 1, log: message => logged.push(message) })
})
afterAll(() => diagnosers.dispose())

test('finds what is wrong with a file, in a process of its own', async () => {
  const found = await diagnosers.diagnose(source('def f(:\n    return 1\n'))
  expect(found.map(({ rule, range }) => [rule, range.start.line])).toEqual([['syntax-error', 0]])
  expect(await diagnosers.diagnose(source('def f():\n    return 1\n'))).toEqual([])
})

test('a request that is given up is answered at once, and those behind it are not held up', async () => {
  const controller = new AbortController()
  const first = diagnosers.diagnose(source('x = 1\n'.repeat(20_000)))
  const given = diagnosers.diagnose(source('def f(:\n'), { signal: controller.signal })
  const behind = diagnosers.diagnose(source('def g(:\n'))
  controller.abort()
  await expect(given).rejects.toThrow('Cancelled.')
  expect(await first).toEqual([])
  expect(await behind).toHaveLength(1)
})

test('what is urgent comes before what has waited longer', async () => {
  const order: string[] = []
  const noted = (name: string, isUrgent = false): Promise<unknown> =>
    diagnosers.diagnose(source('x = 1\n'), { isUrgent }).then(() => order.push(name))
  await Promise.all([noted('first'), noted('second'), noted('third'), noted('urgent', true)])
  expect(order).toEqual(['first', 'urgent', 'second', 'third'])
})

test('a process with nothing to do is ended after a while, and the next file starts another', async () => {
  const timers = new Set<() => void>()
  const program = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-diagnosers-')), 'program.cjs')
  fs.writeFileSync(
    program,
    "process.on('message', ({ id }) => id && process.send({ type: 'errors', id, errors: process.pid }))",
  )
  const own = createDiagnosers({
    setup,
    processes: 1,
    log: () => undefined,
    program,
    idleMs: 1000,
    after(_, run) {
      timers.add(run)
      return () => timers.delete(run)
    },
  })
  const first = await own.countErrors(source('a'))
  expect(await own.countErrors(source('b'))).toBe(first)
  expect(timers.size).toBe(1)
  for (const run of [...timers]) run()
  timers.clear()
  expect(await own.countErrors(source('c'))).not.toBe(first)
  own.dispose()
  expect(timers.size).toBe(0)
  fs.rmSync(path.dirname(program), { recursive: true })
})
