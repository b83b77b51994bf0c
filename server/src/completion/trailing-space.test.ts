import type { CompletionEvent } from '../gateway/gateway.ts'
import { trailingSpace, withoutSpace } from './trailing-space.ts'

async function textOf(deltas: string[], space: string): Promise<string> {
  const events = deltas.map((text): CompletionEvent => ({ type: 'completion-delta', text }))
  let text = ''
  for await (const event of withoutSpace(stream(events), space))
    if (event.type === 'completion-delta') text += event.text
  return text
}

async function* stream(events: CompletionEvent[]): AsyncGenerator<CompletionEvent> {
  for (const event of events) yield await Promise.resolve(event)
}

test.each([
  [[' a', ' + b'], ' ', 'a + b'],
  [['a', ' + b'], ' ', 'a + b'],
  [['  ', '  return'], '    ', 'return'],
  [['      deeper'], '    ', '  deeper'],
  [['\n  x'], ' ', '\n  x'],
])('of %j after %j there remains %j', async (deltas, space, expected) => {
  expect(await textOf(deltas, space)).toBe(expected)
})

test('only the space of the last line is trailing', () => {
  expect(['a\n  ', 'return ', 'a\n', 'a'].map(trailingSpace)).toEqual(['  ', ' ', '', ''])
})
