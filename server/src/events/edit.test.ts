import fc from 'fast-check'
import { compare, endOf, linesOf, minimal, moved, type Edit, type Place } from './edit.ts'

const at = (line: number, character: number): Place => ({ line, character })

/** An edit of a text, by the offsets of what it removes. */
function editOf(text: string, start: number, end: number, inserted: string): Edit {
  const from = endOf(at(0, 0), text.slice(0, start))
  const removed = text.slice(start, end)
  return { from, to: endOf(from, removed), removed, text: inserted }
}

function offsetOf(text: string, place: Place): number {
  const ends = [...text.matchAll(/\r\n|\r|\n/g)].map(({ 0: end, index }) => index + end.length)
  return ([0, ...ends][place.line] ?? text.length) + place.character
}

function applied(text: string, { from, to, text: inserted }: Edit): string {
  return text.slice(0, offsetOf(text, from)) + inserted + text.slice(offsetOf(text, to))
}

test.each([
  ['a word around the typed character', 'hell', 'hello', at(0, 4), '', 'o'],
  ['a line of which the middle changed', 'a = f(x)', 'a = g(x)', at(0, 4), 'f', 'g'],
  ['the same text', 'same', 'same', at(0, 4), '', ''],
  ['line ends of another kind', 'a\r\nb', 'a\nb', at(0, 1), '\r\n', '\n'],
  ['a repeated character', 'aa', 'aaa', at(0, 2), '', 'a'],
])('leaves of %s only the change', (_, removed, text, from, gone, inserted) => {
  const edit = minimal({ from: at(0, 0), to: endOf(at(0, 0), removed), removed, text })
  expect(edit).toMatchObject({ from, removed: gone, text: inserted })
})

const texts = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r', '\r\n'), maxLength: 12 })

test('a minimal edit makes the same of every document', () => {
  fc.assert(
    fc.property(texts, texts, texts, texts, (before, removed, after, text) => {
      // A line end in two halves, one of them outside, is for the document to sort out.
      fc.pre(![before, removed, text].some(part => part.endsWith('\r')))
      fc.pre(![removed, text, after].some(part => part.startsWith('\n')))
      const document = before + removed + after
      const edit = editOf(document, before.length, before.length + removed.length, text)
      expect(applied(document, minimal(edit))).toBe(applied(document, edit))
      expect(compare(edit.from, minimal(edit).from)).toBeLessThanOrEqual(0)
    }),
  )
})

test('a place after an edit is where its text went', () => {
  fc.assert(
    fc.property(texts, texts, texts, texts, (before, removed, after, text) => {
      fc.pre(![before, removed, text].some(part => part.endsWith('\r')))
      fc.pre(![removed, text, after].some(part => part.startsWith('\n')))
      const document = `${before}${removed}${after}!`
      const edit = editOf(document, before.length, before.length + removed.length, text)
      const place = endOf(at(0, 0), before + removed + after)
      const now = applied(document, edit)
      expect(linesOf(now)[moved(place, edit).line]?.slice(moved(place, edit).character)).toBe('!')
    }),
  )
})
