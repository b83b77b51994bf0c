import { remarksIn } from './model-remarks.ts'

const valid = { file: 'a.py', line: 3, severity: 'warning', text: 'The file is never closed.' }
const answer = (...entries: unknown[]): string => JSON.stringify(entries)
const read = (text: string) => remarksIn(text, 'a.py', line => line < 10)

test('reads remarks, in a fence, among words and behind thoughts', () => {
  const remark = { name: 'a.py', line: 2, severity: 'warning', text: 'The file is never closed.' }
  expect(read(answer(valid))).toEqual([remark])
  expect(read(`Here you are:\n\`\`\`json\n${answer(valid)}\n\`\`\`\nAnything else?`)).toEqual([remark])
  expect(read(`<think>Is it [1] or [2]?</think>${answer(valid)}\nas in [3]`)).toEqual([remark])
})

test.each([
  ['no JSON', 'I see nothing wrong.'],
  ['an empty array', '[]'],
  ['an answer that was cut off', answer(valid).slice(0, -5)],
  ['another file', answer({ ...valid, file: '../b.py' })],
  ['a line that is none', answer({ ...valid, line: 2.5 }, { ...valid, line: '3' }, { ...valid, line: -1e9 + 0.5 })],
  ['a line that was not meant', answer({ ...valid, line: 11 })],
  ['no text', answer({ ...valid, text: ' ' }, { ...valid, text: undefined }, { ...valid, text: { a: 1 } })],
  ['other things', answer(null, 3, 'text', [valid])],
  ['an object', JSON.stringify(valid)],
  ['very many brackets', '['.repeat(100_000)],
  ['very many brackets that close', `[${']'.repeat(100_000)}`],
])('%s says nothing', (_, text) => {
  expect(read(text)).toEqual([])
})

test('takes what is right of an answer that is not all right', () => {
  expect(read(answer({ ...valid, severity: 'catastrophe' }, 7))).toMatchObject([{ severity: 'information' }])
})

test('whoever says very much is cut short, and steers no terminal', () => {
  const much = { ...valid, text: `\u001b]0;owned\u0007 ${'very '.repeat(1000)}` }
  const found = read(answer(...Array.from({ length: 7 }, () => much)))
  expect(found).toHaveLength(5)
  expect(found[0]?.text.length).toBeLessThan(1100)
  // eslint-disable-next-line no-control-regex -- that there is none is what is tested
  expect(found[0]?.text).not.toMatch(/[\u0000-\u001f]/)
})
