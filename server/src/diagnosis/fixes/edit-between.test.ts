import fc from 'fast-check'
import { applyFix } from './apply-fix.ts'
import { editBetween } from './edit-between.ts'

test.each([
  ['a\nb\nc', 'a\nx\nc', 1],
  ['a\nb\nc', 'a\nc', 1],
  ['a\nc', 'a\nb\nc', 1],
  ['a', 'a\nb', 1],
  ['a\nb', 'a', 1],
  ['a\n', 'a', 1],
  ['', 'a', 1],
  ['a', 'a', 0],
])('from %j to %j', (before, after, edits) => {
  const found = editBetween(before, after)
  expect(found).toHaveLength(edits)
  expect(applyFix(before, { title: '', edits: found })).toBe(after)
})

test('makes any text of any other', () => {
  const lines = fc.array(fc.constantFrom('', 'a', 'b', 'cd'), { maxLength: 8 }).map(all => all.join('\n'))
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      expect(applyFix(before, { title: '', edits: editBetween(before, after) })).toBe(after)
    }),
  )
})

test('points at no place inside the end of a line, and keeps the ends of lines as they are', () => {
  const [before, after] = ['a\r\nb\r\nc\r\n', 'a\r\nbb\r\nc\r\n']
  expect(editBetween(before, after)).toEqual([
    { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } }, newText: 'bb' },
  ])
  const lines = fc.array(fc.constantFrom('', 'a', 'b', 'cd'), { maxLength: 8 })
  const ends = fc.constantFrom('\r\n', '\n')
  fc.assert(
    fc.property(lines, lines, ends, ends, (one, other, oneEnd, otherEnd) => {
      const [text, wanted] = [one.join(oneEnd) + oneEnd, other.join(otherEnd) + otherEnd]
      const edits = editBetween(text, wanted)
      expect(applyFix(text, { title: '', edits })).toBe(wanted)
      for (const { range } of edits)
        for (const { line, character } of [range.start, range.end])
          expect(character).toBeLessThanOrEqual((text.split('\n')[line] ?? '').replace(/\r$/, '').length)
    }),
  )
})
