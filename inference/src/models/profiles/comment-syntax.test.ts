import { asComment } from './comment-syntax.ts'

const text = 'Path: a\n\n  code */ --> *)\n'

test.each([
  ['python', '# Path: a\n#\n#   code */ --> *)\n'],
  ['typescriptreact', '// Path: a\n//\n//   code */ --> *)\n'],
  ['sql', '-- Path: a\n--\n--   code */ --> *)\n'],
  ['clojure', '; Path: a\n;\n;   code */ --> *)\n'],
  ['bat', 'REM Path: a\nREM\nREM   code */ --> *)\n'],
  ['css', '/*\nPath: a\n\n  code * / --> *)\n*/\n'],
  ['html', '<!--\nPath: a\n\n  code */ - -> *)\n-->\n'],
  ['ocaml', '(*\nPath: a\n\n  code */ --> * )\n*)\n'],
])('other code is a comment of %s that nothing in it can end', (language, comment) => {
  expect(asComment(text, language)).toBe(comment)
})

test('a language is known whatever the case of its name, and // serves for one that is not', () => {
  expect(asComment('a', 'Python')).toBe('# a\n')
  expect(asComment('a', 'brainfuck')).toBe('// a\n')
  expect(asComment('a', undefined)).toBe('// a\n')
})

test('lines end as comments however the file ends its lines', () => {
  expect(asComment('a\r\nb\rc', 'python')).toBe('# a\n# b\n# c\n')
})
