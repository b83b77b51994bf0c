import type { EngineEvent } from '../engines/engine.ts'
import { withoutHeldBack } from './held-back.ts'

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

test('with nothing held back, nothing is taken away', async () => {
  expect(await heard(saying(' a'), '')).toBe(' a|')
})
