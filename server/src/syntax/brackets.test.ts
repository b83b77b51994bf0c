import { depthOf, unpairedAt } from './brackets.ts'

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
  ['everything is closed', 'f() { if (a) { ', '}\n}\n', { open: 0, closed: 0 }],
  ['one is left open', 'f() { if (a) { ', '\n}\n', { open: 1, closed: 0 }],
  ['nothing is closed', 'f() { if (a) { ', '', { open: 2, closed: 0 }],
  ['more is closed than was opened', 'f() {', '} }', { open: 0, closed: 1 }],
  ['others are opened and closed below', 'f() {', 'g() {}\n}\nh() {}', { open: 0, closed: 0 }],
  ['the beginning is not seen', '}\n}\nf() {', '', { open: 1, closed: 0 }],
  ['a bracket in a pattern fits nothing', 'f() { /)/', '}', { open: 0, closed: 0 }],
  ['another kind closes', 'f([', '}', { open: 2, closed: 1 }],
])('%s', (_, before, after, unpaired) => {
  expect(unpairedAt(before, after, 'typescript')).toEqual(unpaired)
})
