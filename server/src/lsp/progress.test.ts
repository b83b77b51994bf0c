import type { Connection } from 'vscode-languageserver/node'
import { clientOf } from './client.ts'
import { withLateProgress } from './progress.ts'

const client = clientOf({ capabilities: { window: { workDoneProgress: true } } })
let shown: string[]
let pass: (() => void) | null

const connection = {
  window: {
    createWorkDoneProgress: () =>
      Promise.resolve({ begin: (title: string) => shown.push(title), done: () => shown.push('done') }),
  },
} as unknown as Connection

const after = (_: number, run: () => void): (() => void) => {
  pass = run
  return () => (pass = null)
}

beforeEach(() => {
  shown = []
  pass = null
})

test('work that is done in a moment is not shown', async () => {
  expect(await withLateProgress(connection, client, 'Starting', Promise.resolve(1), after)).toBe(1)
  expect(pass).toBeNull()
  expect(shown).toEqual([])
})

test('work that takes longer is shown until it is done', async () => {
  let finish: (value: number) => void = () => undefined
  const work = withLateProgress(
    connection,
    client,
    'Starting',
    new Promise<number>(resolve => (finish = resolve)),
    after,
  )
  pass?.()
  await new Promise(setImmediate)
  expect(shown).toEqual(['Starting'])
  finish(1)
  expect(await work).toBe(1)
  await new Promise(setImmediate)
  expect(shown).toEqual(['Starting', 'done'])
})

test('work that fails is not shown for ever, and its failure is the caller’s', async () => {
  const work = withLateProgress(connection, client, 'Starting', Promise.reject(new Error('no')), after)
  pass?.()
  await expect(work).rejects.toThrow('no')
  await new Promise(setImmediate)
  expect(shown).toEqual(['Starting', 'done'])
})

test('a client that shows none is not bothered', async () => {
  const plain = clientOf({ capabilities: {} })
  expect(await withLateProgress(connection, plain, 'Starting', Promise.resolve(1), after)).toBe(1)
  expect(pass).toBeNull()
})
