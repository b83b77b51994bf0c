import fc from 'fast-check'
import { grammarStartingWith, patternStartingWith } from './required-start.ts'

test('the pattern fits every text that begins so, and no other', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (start, rest) => {
      const pattern = new RegExp(`^(?:${patternStartingWith(start)})$`, 'u')
      expect(pattern.test(`${start}${rest}\n`)).toBe(true)
      expect(pattern.test(rest)).toBe(rest.startsWith(start))
    }),
  )
})

test('neither the pattern nor the grammar is told more than the start and that anything may follow', () => {
  expect(patternStartingWith(' $to')).toBe(' \\$to[\\s\\S]*')
  expect(grammarStartingWith(' "a\\')).toBe('root ::= " \\"a\\\\" .*')
})
