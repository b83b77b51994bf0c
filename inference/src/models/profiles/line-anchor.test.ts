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
  expect(anchorAtLine(prefix, suffix, false)).toEqual(expected)
  expect(anchorAtLine(prefix, suffix, true)).toEqual(expected)
})

test('leaves half a word to the answer if that can be made to begin with it', () => {
  const expected = { prefix: 'a\n', typed: '  x =', heldBack: ' pri' }
  expect(anchorAtLine('a\n  x = pri', '\nb', true)).toEqual(expected)
})

test.each([
  ['with code right of the cursor', 'a\nfoo(', ' b)\n', true],
  ['inside a word with code right of the cursor', 'a\nfoo(pri', ' b)\n', true],
  ['inside a word that must not be held back', 'a\n  ret', '\nb', false],
  ['inside a word of any alphabet', 'größe', '', false],
  ['inside a word that is too long', `a\n  x = ${'a1'.repeat(40)}`, '\nb', true],
])('divides nothing %s', (_, prefix, suffix, holdsBackHalfWords) => {
  expect(anchorAtLine(prefix, suffix, holdsBackHalfWords)).toEqual({ prefix, typed: '', heldBack: '' })
})

test('the prompt grows at its end only, from key to key of a line', () => {
  const profile = createCatalogue().of('Qwen2.5-Coder-7B')
  const line = '  const total = prices.reduce((sum, price) => sum + price, 0)'
  const prompts = Array.from(line, (_, index) => {
    const prefix = `a()\n${line.slice(0, index + 1)}`
    const written = writePrompt(profile, { prefix, suffix: '\nb()\n', context: [] })
    return written.layout === 'text' ? written.prompt : ''
  })
  let longest = ''
  for (const prompt of prompts) {
    // A word is given back to the answer when its next letter comes.
    expect(prompt.startsWith(longest) || longest.startsWith(prompt)).toBe(true)
    if (prompt.length > longest.length) longest = prompt
  }
})
