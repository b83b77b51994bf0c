import { isSilencing } from './silencing.ts'

test.each([
  'hashlib.md5(text)  # wayline-ignore[python-weak-hash] not for security',
  'x = f()  # noqa: E501',
  'x = f()  # type: ignore[arg-type]',
  '// eslint-disable-next-line no-var\nvar a',
  '// @ts-expect-error\na.b',
  'x := f() //nolint:errcheck',
  '@SuppressWarnings("unchecked")\nList a;',
  '#[allow(dead_code)]\nfn a() {}',
  'int a = 1; // NOLINT',
])('a comment that has a tool say nothing mends nothing: %s', text => {
  expect(isSilencing('x', text)).toBe(true)
})

test.each([
  ['what was there before', 'a = 1  # noqa\n', 'a = 2  # noqa\n'],
  ['what has gone', 'a = 1  # noqa\n', 'a = 2\n'],
  ['names that only look alike', '', 'const nolonger = allow(b)\nsuppress(a)\n'],
])('%s is no objection', (_, before, after) => {
  expect(isSilencing(before, after)).toBe(false)
})
