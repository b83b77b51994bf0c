import type { EngineEvent } from '../engines/engine.ts'
import { behindRequiredStart, withoutHeldBack } from './held-back.ts'

async function* saying(...texts: string[]): AsyncGenerator<EngineEvent, void, void> {
  for (const text of texts) yield await Promise.resolve({ type: 'delta', text })
  yield { type: 'end', finishReason: 'stop', usage: null }
}

async function heard(first: AsyncIterable<EngineEvent>, heldBack: string): Promise<string> {
  let text = ''
  for await (const event of withoutHeldBack(first, heldBack)) text += event.type === 'delta' ? event.text : '|'
  return text
}

test.each([
  ['takes away the space that the document has', [' a + b'], 'a + b|'],
  ['only the first one', ['  a'], ' a|'],
  ['leaves an answer without it alone', ['a + b', ' + c'], 'a + b + c|'],
  ['waits for the first letter', ['', ' ', 'a'], 'a|'],
  ['passes on an empty answer', [], '|'],
])('%s', async (_, texts, expected) => {
  expect(await heard(saying(...texts), ' ')).toBe(expected)
})

test.each([
  ['all of it', ['  ', '  return'], 'return|'],
  ['as much of it as there is', ['  return'], 'return|'],
  ['no more of it', ['      deeper'], '  deeper|'],
  ['none of it on another line', ['\n    x'], '\n    x|'],
])('of an indentation it takes away %s', async (_, texts, expected) => {
  expect(await heard(saying(...texts), '    ')).toBe(expected)
})

test('with nothing held back, nothing is taken away', async () => {
  expect(await heard(saying(' a'), '')).toBe(' a|')
})

async function heardBehind(events: AsyncIterable<EngineEvent>, start: string): Promise<string> {
  let text = ''
  const behind = behindRequiredStart(events, start)
  for (;;) {
    const step = await behind.next()
    if (step.done) return `${text}${step.value ? '' : '-'}`
    text += step.value.type === 'delta' ? step.value.text : '|'
  }
}

test.each([
  ['is what follows it', [' print(x)'], 'nt(x)|'],
  ['in pieces too', [' p', 'r', 'int', '(x)'], 'nt(x)|'],
  ['may be nothing', [' pri'], '|'],
  ['is nothing of an answer that was cut off within it', [' p'], '|'],
  ['is nothing of another answer, and that is told', [' return x', 'y'], '-'],
  ['is nothing of one that turns out to be another', [' p', 'rob', 'lem'], '-'],
  ['is nothing of none, and that is told', [], '-'],
])('what comes behind a required start %s', async (_, texts, expected) => {
  expect(await heardBehind(saying(...texts), ' pri')).toBe(expected)
})
