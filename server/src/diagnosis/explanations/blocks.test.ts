import { toMarkdown, toPlainText, type Block } from './blocks.ts'

const prose = (text: string): string => toMarkdown([{ kind: 'prose', text }])

describe('Text of others in Markdown', () => {
  test.each([
    ['a link', '[click](https://evil.example)', String.raw`\[click\]\(https&#58;//evil\.example\)`],
    ['an address', 'see https://evil.example', String.raw`see https&#58;//evil\.example`],
    ['an address without a scheme', 'www.evil.example', String.raw`www\.evil\.example`],
    ['an address of mail', 'a@evil.example', String.raw`a&#64;evil\.example`],
    ['a picture', '![x](//evil.example/a.png)', String.raw`\!\[x\]\(//evil\.example/a\.png\)`],
    ['HTML', '<img src=x onerror=alert(1)>', String.raw`&lt;img src\=x onerror\=alert\(1\)&gt;`],
    ['an entity', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['a heading', '# Big\n===', String.raw`\# Big` + '\n' + String.raw`\=\=\=`],
  ])('makes no %s', (_, text, markdown) => {
    expect(prose(text)).toBe(markdown)
  })

  test('keeps code between backticks, which makes nothing either', () => {
    expect(prose('Use `a[0](b)`, not `<b>`.')).toBe(String.raw`Use ${'`a[0](b)`'}, not ${'`<b>`'}\.`)
  })

  test('keeps lists and fenced code', () => {
    expect(prose('It does:\n- one\n2. two\n```js\na\n```\nend')).toBe('It does:\n- one\n2. two\n\n```js\na\n```\n\nend')
  })

  test('cannot end a fence that holds it', () => {
    const code: Block = { kind: 'code', text: 'a\n```\n[x](y)', languageId: 'js\n[x](y)' }
    expect(toMarkdown([code])).toBe('````jsxy\na\n```\n[x](y)\n````')
  })

  test('cannot break out of a title or an item by a line break', () => {
    const blocks: Block[] = [
      { kind: 'title', text: 'a\n\n# b' },
      { kind: 'list', items: ['a\n\n# b'] },
    ]
    expect(toMarkdown(blocks)).toBe(String.raw`**a \# b**` + '\n\n' + String.raw`- a \# b`)
  })
})

test('plain text is as it is', () => {
  const blocks: Block[] = [
    { kind: 'title', text: 'A <b>' },
    { kind: 'list', items: ['one', 'two'] },
    { kind: 'code', text: 'a[0]', languageId: 'js' },
  ]
  expect(toPlainText(blocks)).toBe('A <b>\n\n- one\n- two\n\na[0]')
})
