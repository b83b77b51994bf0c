import { depthOf, unclosedAt } from './brackets.ts'

test.each([
  ['typescript', 'f(a, [b', { end: 2, lowest: 0 }],
  ['typescript', '}) else {', { end: -1, lowest: -2 }],
  ['typescript', '// f(\ng(', { end: 1, lowest: 0 }],
  ['typescript', '/* ( */ `${(` "(" \'[\' ', { end: 0, lowest: 0 }],
  ['python', "# don't (\nx = '(' + \")\"", { end: 0, lowest: 0 }],
  ['python', '"""It\'s\n(\n"""\nf(', { end: 1, lowest: 0 }],
  ['python', "it's (", { end: 1, lowest: 0 }],
  ['rust', "fn f<'a>(x: &'a str) {", { end: 1, lowest: 0 }],
  ['go', "if c == '{' || c == '\\'' {", { end: 1, lowest: 0 }],
  ['c', "c = '\\x7b'; d = '\"'; e(", { end: 1, lowest: 0 }],
])('in %s, %j goes as deep as %j', (languageId, text, depth) => {
  expect(depthOf(text, languageId)).toEqual(depth)
})

test.each([
  ['all are closed', 'f() { if (a) { ', '}\n}\n', 0],
  ['one is not', 'f() { if (a) { ', '\n}\n', 1],
  ['none is', 'f() { if (a) { ', '', 2],
  ['others are opened and closed below', 'f() {', 'g() {}\n}\nh() {}', 0],
  ['the beginning is not seen', '}\n}\nf() {', '', 1],
])('%s', (_, before, after, unclosed) => {
  expect(unclosedAt(before, after, 'typescript')).toBe(unclosed)
})
