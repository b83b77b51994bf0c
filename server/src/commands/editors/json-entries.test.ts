import { withEntries, withoutEntries } from './json-entries.ts'

const ours = JSON.stringify({ servers: { python: { command: ['wayline'] }, go: { command: ['wayline'] } } })

test.each([
  '{}\n',
  '{\n  // mine\n  "theme": "dark", /* and so on */\n}\n',
  '{\n\t"servers": {\n\t\t"ruby": { "command": ["solargraph"] } // mine\n\t}\n}\n',
  '\uFEFF{\r\n  "a": 1\r\n}\r\n',
])('entries go into %j and out again; comments and all else stay', text => {
  const { text: written = '' } = withEntries(text, ours, 2) ?? {}
  expect(written.match(/"wayline"/g)).toHaveLength(2)
  for (const [kept] of text.matchAll(/\/\/ mine|dark|solargraph|\uFEFF/g)) expect(written).toContain(kept)
  expect(withEntries(written, ours, 2)?.text).toBe(written)
  expect(withoutEntries(written, ours, 2)?.text.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
})

test('an entry of the user’s own is left alone, and told', () => {
  const text = '{ "servers": { "python": { "command": ["pylsp"] } } }'
  const merged = withEntries(text, ours, 2)
  expect(merged?.left).toEqual(['servers.python'])
  expect(merged?.text).toContain('"pylsp"')
  expect(withoutEntries(text, ours, 2)?.text).toBe(text)
})

test.each(['[]', '{', '{ "servers": [] }', 'not JSON'])('%j is not understood', text => {
  expect(withEntries(text, ours, 2)).toBeNull()
})
