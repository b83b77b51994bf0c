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
