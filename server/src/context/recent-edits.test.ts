import fc from 'fast-check'
import { documentOf, type EditableDocument } from './document-fixture.ts'
import { createRecentEdits, type RecentEdits } from './recent-edits.ts'

const elsewhere = { uri: 'file:///other', line: 0 }

function replace(edits: RecentEdits, document: EditableDocument, old: string, text: string): void {
  const start = document.text.indexOf(old)
  edits.edited(document, document.edit(start, start + old.length, text))
}

test('a change is a small diff', () => {
  const edits = createRecentEdits()
  const document = documentOf('const a = 1\nconst b = 2\nconst c = 3')
  replace(edits, document, '2', '20')
  expect(edits.diffs(1000, elsewhere)).toEqual([{ path: 'a.ts', kind: 'edit', text: '-const b = 2\n+const b = 20\n' }])
})

test('typing key by key is one change', () => {
  const edits = createRecentEdits()
  const document = documentOf('a\n\nb')
  for (const [index, key] of Array.from('x = 1\ny = 2').entries())
    edits.edited(document, document.edit(2 + index, 2 + index, key))
  expect(edits.diffs(1000, elsewhere).map(({ text }) => text)).toEqual(['+x = 1\n+y = 2\n'])
})

test('a change that was taken back is none', () => {
  const edits = createRecentEdits()
  const document = documentOf('const a = 1\n')
  replace(edits, document, '1', '2')
  replace(edits, document, '2', '1')
  expect(edits.diffs(1000, elsewhere)).toEqual([])
})

test('changes above move those below with them', () => {
  const edits = createRecentEdits()
  const document = documentOf('one\ntwo\nthree\nfour\nfive')
  replace(edits, document, 'five', 'cinq')
  replace(edits, document, 'one\n', 'un\nune\n')
  expect(edits.diffs(1000, elsewhere).map(({ text }) => text)).toEqual(['-five\n+cinq\n', '-one\n+un\n+une\n'])
})

test('the place that is being edited is left out, and what does not fit, the oldest first', () => {
  const edits = createRecentEdits()
  const [a, b] = [documentOf('a = 1', 'a.ts'), documentOf('b = 1', 'b.ts')]
  replace(edits, a, '1', '2')
  replace(edits, b, '1', '2')
  expect(edits.diffs(1000, { uri: b.uri, line: 0 }).map(({ path }) => path)).toEqual(['a.ts'])
  expect(edits.diffs(20, elsewhere).map(({ path }) => path)).toEqual(['b.ts'])
})

test('a document that was closed keeps what was changed in it', () => {
  const edits = createRecentEdits()
  const document = documentOf('a = 1')
  replace(edits, document, '1', '2')
  edits.closed(document)
  document.edit(0, 5, '')
  expect(edits.diffs(1000, elsewhere).map(({ text }) => text)).toEqual(['-a = 1\n+a = 2\n'])
})

test('a pasted file is no hint', () => {
  const edits = createRecentEdits()
  const document = documentOf('')
  edits.edited(document, document.edit(0, 0, 'line\n'.repeat(50)))
  expect(edits.diffs(10_000, elsewhere)).toEqual([])
})

test('whatever is edited, a diff takes away only lines that were there, and adds only lines that are', () => {
  const piece = fc.constantFrom('x', 'y\n', '\n', 'zz', '')
  const step = fc.record({ at: fc.nat(60), length: fc.nat(12), text: piece })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), steps => {
      const edits = createRecentEdits({ hunks: 100, lines: 1000 })
      const document = documentOf(Array.from({ length: 9 }, (_, i) => `line${i}`).join('\n'))
      const original = new Set(document.text.split('\n'))
      for (const { at, length, text } of steps) {
        const start = Math.min(at, document.text.length)
        edits.edited(document, document.edit(start, Math.min(start + length, document.text.length), text))
      }
      const now = new Set(document.text.split('\n'))
      const lines = edits.diffs(100_000, elsewhere).flatMap(({ text }) => text.trimEnd().split('\n'))
      for (const line of lines) expect(line.startsWith('-') ? original : now).toContain(line.slice(1))
      for (const lost of original) if (!now.has(lost)) expect(lines).toContain(`-${lost}`)
    }),
  )
})
