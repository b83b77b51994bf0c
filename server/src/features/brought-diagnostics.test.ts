import { BroughtDiagnostics, foundBy, messageOf, short } from './brought-diagnostics.ts'

const range = { start: { line: 1, character: 4 }, end: { line: 1, character: 10 } }
const brought = (...sent: unknown[]): unknown[] => BroughtDiagnostics.parse(sent)

describe('A diagnostic that the editor brings', () => {
  test('may have no code and no source, or say so with null', () => {
    expect(brought({ range, message: 'a' }, { range, message: 'b', code: null, source: null })).toEqual([
      { range, message: 'a' },
      { range, message: 'b' },
    ])
  })

  test('may name its rule together with a page about it', () => {
    expect(brought({ range, message: 'a', code: { value: 'no-var', target: 'https://example.com' } })).toEqual([
      { range, message: 'a', code: 'no-var' },
    ])
  })

  test('may say what it says as Markdown', () => {
    expect(brought({ range, message: { kind: 'markdown', value: '**a**' } })).toEqual([{ range, message: '**a**' }])
  })

  test('that makes no sense costs none of the others', () => {
    const backwards = { start: { line: -1, character: 0 }, end: { line: 0, character: 0 } }
    expect(brought(7, null, { range }, { range: backwards, message: 'b' }, { range, message: 'a' })).toEqual([
      { range, message: 'a' },
    ])
  })

  test('keeps what nobody looks at', () => {
    const sent = { range, message: 'a', tags: [1], severity: 7, codeDescription: { href: 'https://example.com' } }
    expect(brought(sent)).toEqual([sent])
  })

  test('is passed on in a length that somebody reads', () => {
    expect(messageOf({ message: 'a'.repeat(1e6) })).toHaveLength(4000)
    expect(foundBy({ source: 's'.repeat(1000), code: 'c' })).toHaveLength(200)
  })

  test.each([
    ['its first line that says something', '\n  \n  second line\nthird', 'second line'],
    ['no half characters', '😀'.repeat(40), `${'😀'.repeat(29)}…`],
    ['all of a short one', 'a', 'a'],
  ])('is named in a menu with %s', (_, message, title) => {
    expect(short(message)).toBe(title)
  })
})
