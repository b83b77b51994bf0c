import { coverSecrets } from './cover-secrets.ts'

test('a secret comes back in its place, wherever that is now', () => {
  const { restore } = coverSecrets("connect('hunter42')", "connect('xxxxxxxx')")
  expect(restore("a = 1\nopen('xxxxxxxx', x)")).toBe("a = 1\nopen('hunter42', x)")
})

test('one that has an x in it as well', () => {
  const { restore } = coverSecrets('"xhunter4x"', '"xxxxxxxxx"')
  expect(restore('"xxxxxxxxx"')).toBe('"xhunter4x"')
})

test('two of one length belong nobody knows where', () => {
  const { restore } = coverSecrets("f('hunter42', 'letmein1')", "f('xxxxxxxx', 'xxxxxxxx')")
  expect(restore("f('xxxxxxxx')")).toBeNull()
  expect(restore('f()')).toBe('f()')
})

test('one that the model has made longer is not put back', () => {
  expect(coverSecrets("f('hunter42')", "f('xxxxxxxx')").restore("f('xxxxxxxxxx')")).toBeNull()
})

test('where nothing is covered nothing is put back', () => {
  expect(coverSecrets('f()', 'f()').restore("f('xxxxxxxx')")).toBe("f('xxxxxxxx')")
})
