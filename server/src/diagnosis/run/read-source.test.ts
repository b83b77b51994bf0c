import { sourceIn } from './read-source.ts'

const little = Buffer.from('\uFEFFx = "ä"\n', 'utf16le')

test.each([
  ['UTF-8', Buffer.from('x = "ä"\n')],
  ['UTF-8 with a mark', Buffer.from('\uFEFFx = "ä"\n')],
  ['UTF-16, the lower half first', little],
  ['UTF-16, the upper half first', Buffer.from(little).swap16()],
])('%s is read', (_, bytes) => {
  expect(sourceIn('/p/a.py', bytes)?.text).toBe('x = "ä"\n')
})

test('what has zeros is no text', () => {
  expect(sourceIn('/p/a.py', Buffer.from([65, 0, 66]))).toBeNull()
})
