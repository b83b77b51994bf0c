import { createContextBlocks, type ContextBlocks } from './context-blocks.ts'
import type { ContextPart } from './context-part.ts'
import { documentOf } from './document-fixture.ts'
import type { ContextSource } from './patient-source.ts'

const part = (text: string, kind: ContextPart['kind'] = 'snippet'): ContextPart => ({ path: 'b.ts', text, kind })
const start = { line: 0, character: 0 }
const room = { all: 2000, kept: 2200, edits: 200 }
const document = documentOf('one\ntwo\nthree')

let timers: { delayMs: number; run: () => void }[]
let fresh: string[]
let blocks: ContextBlocks

function blocksOf(...sources: ContextSource[]): void {
  blocks = createContextBlocks({
    sources,
    find: uri => (uri === document.uri ? document : undefined),
    after(delayMs, run) {
      const timer = { delayMs, run }
      timers.push(timer)
      return () => (timers = timers.filter(other => other !== timer))
    },
    onFresh: uri => fresh.push(uri),
  })
}

/** Lets all timers of that length go off, and what they have started come to its end. */
async function pass(delayMs: number): Promise<void> {
  for (const timer of timers.filter(other => other.delayMs === delayMs)) {
    timers = timers.filter(other => other !== timer)
    timer.run()
  }
  await new Promise(setImmediate)
}

beforeEach(() => {
  timers = []
  fresh = []
})

test('the first request at a document is not held up; the next one has the block', async () => {
  blocksOf(() => [part('a')])
  expect(blocks.at(document.uri, start, room)).toEqual([])
  await pass(0)
  expect(blocks.at(document.uri, start, room)).toEqual([part('a')])
  expect(fresh).toEqual([document.uri])
})

describe('A document that is opened', () => {
  test('has its block when it is first asked about', async () => {
    blocksOf(() => [part('a')])
    blocks.opened(document.uri, start, room)
    await pass(50)
    expect(blocks.at(document.uri, start, room)).toEqual([part('a')])
  })

  test('has another one for the place where the user then is', async () => {
    blocksOf(({ line }) => [part(`line ${line}`)])
    blocks.opened(document.uri, start, room)
    await pass(50)
    blocks.at(document.uri, { ...start, line: 2 }, room)
    await pass(0)
    expect(blocks.at(document.uri, { ...start, line: 2 }, room)).toEqual([part('line 2')])
  })

  test('does not wait for its block, nor is it asked about ahead', async () => {
    blocksOf(() => [part('a')])
    blocks.opened(document.uri, start, room)
    expect(blocks.at(document.uri, start, room)).toEqual([])
    await pass(50)
    expect(fresh).toEqual([])
  })

  test('is made ready again when the sources know much more', async () => {
    let text = 'a'
    blocksOf(() => [part(text)])
    blocks.opened(document.uri, start, room)
    await pass(50)
    text = 'b'
    blocks.refresh()
    await pass(50)
    expect(blocks.at(document.uri, start, room)).toEqual([part('b')])
  })

  test.each([
    ['closed', () => blocks.closed(document.uri)],
    ['forgotten', () => blocks.clear()],
  ])('and then %s has none', async (_, leave) => {
    blocksOf(() => [part('a')])
    blocks.opened(document.uri, start, room)
    leave()
    await pass(50)
    expect(blocks.at(document.uri, start, room)).toEqual([])
  })

  test('takes nothing from the one where the user is', async () => {
    blocksOf(({ document: { uri } }) => [part(uri)])
    blocks.at(document.uri, start, room)
    blocks.opened('file:///elsewhere.ts', start, room)
    await pass(0)
    await pass(50)
    expect(blocks.at(document.uri, start, room)).toEqual([part(document.uri)])
    expect(timers).toEqual([])
  })
})

test('the block stays as it is while the user types, and is rebuilt when they rest', async () => {
  let text = 'a'
  blocksOf(() => [part(text)])
  blocks.at(document.uri, start, room)
  await pass(0)
  text = 'b'
  blocks.edited()
  blocks.edited()
  await pass(0)
  expect(blocks.at(document.uri, { ...start, line: 1 }, room)).toEqual([part('a')])
  await pass(3000)
  expect(blocks.at(document.uri, { ...start, line: 1 }, room)).toEqual([part('b')])
})

test('typing does not put off what is due now', async () => {
  blocksOf(() => [part('a')])
  blocks.at(document.uri, start, room)
  blocks.edited()
  await pass(0)
  expect(blocks.at(document.uri, start, room)).toEqual([part('a')])
})

test('saving rebuilds it', async () => {
  let text = 'a'
  blocksOf(() => [part(text)])
  blocks.at(document.uri, start, room)
  await pass(0)
  text = 'b'
  blocks.saved(document.uri)
  await pass(0)
  expect(blocks.at(document.uri, start, room)).toEqual([part('b')])
})

test('nobody is told of a block that is the same as before', async () => {
  blocksOf(() => [part('a')])
  blocks.at(document.uri, start, room)
  await pass(0)
  blocks.saved(document.uri)
  await pass(0)
  expect(fresh).toEqual([document.uri])
})

test('a source that fails, or dawdles, costs its own pieces only', async () => {
  blocksOf(
    () => [part('a')],
    () => Promise.reject(new Error('broken')),
    () => new Promise(() => undefined),
    () => [part('b')],
  )
  blocks.at(document.uri, start, room)
  await pass(0)
  await pass(150)
  expect(blocks.at(document.uri, start, room)).toEqual([part('a'), part('b')])
})

test('a slow source is asked one question at a time, however often the user saves, and what it finds late is shown', async () => {
  const questions: ((parts: ContextPart[]) => void)[] = []
  blocksOf(() => new Promise(resolve => questions.push(resolve)))
  blocks.at(document.uri, start, room)
  for (let saves = 0; saves < 5; saves++) {
    await pass(0)
    await pass(150)
    blocks.saved(document.uri)
  }
  await pass(0)
  await pass(150)
  expect(questions).toHaveLength(1)
  expect(blocks.at(document.uri, start, room)).toEqual([])
  questions[0]?.([part('a')])
  await pass(150)
  await pass(0)
  expect(blocks.at(document.uri, start, room)).toEqual([part('a')])
})

test('what a source finds late is not shown once everything was forgotten', async () => {
  const questions: ((parts: ContextPart[]) => void)[] = []
  blocksOf(() => new Promise(resolve => questions.push(resolve)))
  blocks.at(document.uri, start, room)
  await pass(0)
  await pass(150)
  blocks.clear()
  questions[0]?.([part('secret')])
  await pass(0)
  questions[1]?.([part('a')])
  await pass(0)
  expect(blocks.at(document.uri, start, room)).toEqual([part('a')])
})

test('sources keep their order, and what does not fit is left out from the front', async () => {
  blocksOf(
    () => [part('a'.repeat(900))],
    () => [part('b'.repeat(900)), part('c'.repeat(900), 'edit')],
  )
  blocks.at(document.uri, start, room)
  await pass(0)
  expect(blocks.at(document.uri, start, room).map(({ text }) => text[0])).toEqual(['b', 'c'])
  expect(blocks.at(document.uri, start, { all: 900, kept: 1000, edits: 0 }).map(({ text }) => text[0])).toEqual(['c'])
})

test('a block that has been made stays whole as long as there is room to keep it', async () => {
  blocksOf(() => [part('a'.repeat(800)), part('b'.repeat(800))])
  blocks.at(document.uri, start, room)
  await pass(0)
  expect(blocks.at(document.uri, start, { all: 1500, kept: 1700, edits: 0 })).toHaveLength(2)
})

test('a model with next to no room is shown nothing, and nothing is gathered', async () => {
  blocksOf(() => [part('a')])
  blocks.at(document.uri, start, { all: 200, kept: 200, edits: 0 })
  expect(timers).toEqual([])
  await pass(0)
  expect(fresh).toEqual([])
})

test('a document that is closed is forgotten', async () => {
  blocksOf(() => [part('a')])
  blocks.at(document.uri, start, room)
  await pass(0)
  blocks.closed(document.uri)
  expect(blocks.at(document.uri, start, room)).toEqual([])
})
