import type { CompletionEvent } from '../gateway/gateway.ts'
import { cursorIn } from './cursor-fixture.ts'
import { withoutLeadIn } from './lead-in.ts'

interface Case {
  name: string
  at: string
  answer: string
  left: string
  languageId?: string
}

const cases: Case[] = [
  { name: 'a plain answer passes', at: 'a = |', answer: 'b + c', left: 'b + c' },
  { name: 'an answer that is nothing but blank passes', at: 'a = |', answer: ' \n', left: ' \n' },
  { name: 'a mark in front goes', at: 'a = |', answer: '<|fim_middle|>b', left: 'b' },
  { name: 'with the line break behind it', at: 'a\n|', answer: '<|assistant|>\nb', left: 'b' },
  { name: 'but not one that is part of the answer', at: 'if (a) {|', answer: '<fim_middle>\n  b', left: '\n  b' },
  { name: 'what only looks like a mark stays', at: 'a = |', answer: '<Box size={1} />', left: '<Box size={1} />' },
  { name: 'so does a list', at: 'a = |', answer: '[SIZE, 2]', left: '[SIZE, 2]' },
  { name: 'a fence goes', at: 'a\n|', answer: '```ts\nb\n```', left: 'b\n```' },
  { name: 'a template is no fence', at: 'a = |', answer: '`b`', left: '`b`' },
  { name: 'in Markdown a fence is text', at: 'a\n|', answer: '```\nb', left: '```\nb', languageId: 'markdown' },
  { name: 'talk before a fence goes', at: 'a\n|', answer: 'Here is the code:\n\n```ts\nb', left: 'b' },
  { name: 'talk without a fence stays', at: 'a\n|', answer: 'Here is no code', left: 'Here is no code' },
  { name: 'the path comment of the prompt goes', at: 'a\n|', answer: '// Path: src/a.ts\nb', left: 'b' },
  { name: 'as the language writes it', at: 'a\n|', answer: '# Path: a.py\nb', left: 'b', languageId: 'python' },
  { name: 'another comment stays', at: 'a\n|', answer: '// Paths:\nb', left: '// Paths:\nb' },
  { name: 'the line above goes', at: 'first()\nsecond()\n|', answer: 'second()\nthird()', left: 'third()' },
  { name: 'and those above it', at: 'first()\nsecond()\n|', answer: 'first()\nsecond()\nthird()', left: 'third()' },
  { name: 'and the blank ones between', at: 'first()\n\n|', answer: 'first()\n\nsecond()', left: 'second()' },
  { name: 'a line that begins alike stays', at: 'first()\n|', answer: 'first(2)\nthird()', left: 'first(2)\nthird()' },
  { name: 'a closing bracket may come again', at: '  }\n|', answer: '}\nb()', left: '}\nb()' },
  { name: 'what is typed on the line goes', at: '  const a = |', answer: 'const a = b()', left: 'b()' },
  { name: 'not if it is the next line', at: 'step()|', answer: '\nstep()', left: '\nstep()' },
  {
    name: 'one thing after the other',
    at: 'first()\nab = |',
    answer: '```\n// Path: a.ts\nfirst()\nab = c',
    left: 'c',
  },
]

test.each(cases)('$name', async ({ at, answer, left, languageId = 'typescript' }) => {
  const cursor = cursorIn(at, { languageId })
  for (const size of [1, 2, 3, 7, 1000]) expect(await textOf(withoutLeadIn(inPieces(answer, size), cursor))).toBe(left)
})

test('what cannot be such a beginning is passed on at once', async () => {
  const seen: string[] = []
  async function* slowly(): AsyncGenerator<CompletionEvent, void, void> {
    yield { type: 'completion-delta', text: 'b' }
    seen.push('asked for more')
    yield { type: 'completion-end', finishReason: 'stop', usage: null }
    await Promise.resolve()
  }
  for await (const event of withoutLeadIn(slowly(), cursorIn('first()\na = |'))) seen.push(event.type)
  expect(seen).toEqual(['completion-delta', 'asked for more', 'completion-end'])
})

async function* inPieces(text: string, size: number): AsyncGenerator<CompletionEvent, void, void> {
  for (let at = 0; at < text.length; at += size) {
    yield { type: 'completion-delta', text: text.slice(at, at + size) }
    await Promise.resolve()
  }
  yield { type: 'completion-end', finishReason: 'stop', usage: null }
}

async function textOf(events: AsyncIterable<CompletionEvent>): Promise<string> {
  let text = ''
  for await (const event of events) if (event.type === 'completion-delta') text += event.text
  return text
}
