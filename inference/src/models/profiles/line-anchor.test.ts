import { createCatalogue } from './catalogue.ts'
import { anchorAtLine } from './line-anchor.ts'
import { writePrompt } from './write-prompt.ts'

test.each([
  ['a space', 'a\n  return ', '\nb', { prefix: 'a\n', typed: '  return', heldBack: ' ' }],
  ['nothing behind a bracket', 'a\n  foo(', '\nb', { prefix: 'a\n', typed: '  foo(', heldBack: '' }],
  ['one of the spaces of an indentation', 'a\n    ', '\nb', { prefix: 'a\n', typed: '   ', heldBack: ' ' }],
  ['no tab', 'a\n\t\t', '\nb', { prefix: 'a\n', typed: '\t\t', heldBack: '' }],
  ['nothing on an empty line', 'a\r\n', '\r\nb', { prefix: 'a\r\n', typed: '', heldBack: '' }],
])('leaves to the answer %s', (_, prefix, suffix, expected) => {
  expect(anchorAtLine(prefix, suffix)).toEqual(expected)
})

test.each([
  ['with code right of the cursor', 'a\nfoo(', ' b)\n'],
  ['inside a word', 'a\n  ret', '\nb'],
  ['inside a word of any alphabet', 'größe', ''],
])('divides nothing %s', (_, prefix, suffix) => {
  expect(anchorAtLine(prefix, suffix)).toEqual({ prefix, typed: '', heldBack: '' })
})

test('the prompt grows at its end only, from token to token of a line', () => {
  const profile = createCatalogue().of('Qwen2.5-Coder-7B')
  const line = 'const total = prices.reduce((sum, price) => sum + price, 0)'
  const ends = [...line.matchAll(/\W/g)].map(({ index }) => index + 1)
  const prompts = ends.map(length => {
    const written = writePrompt(profile, { prefix: `a()\n${line.slice(0, length)}`, suffix: '\nb()\n', context: [] })
    return written.layout === 'text' ? written.prompt : ''
  })
  for (const [index, prompt] of prompts.slice(1).entries()) expect(prompt.startsWith(prompts[index] ?? '?')).toBe(true)
})
