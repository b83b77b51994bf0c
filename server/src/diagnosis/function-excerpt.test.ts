import { openGrammars } from '../syntax/open-grammars.ts'
import { excerptAround, type FunctionExcerpt } from './function-excerpt.ts'
import { openSubject } from './subject.ts'

const open = openGrammars(process.env)

/** The excerpt around the line with a `|`, which is taken out. */
async function excerptAt(marked: string, languageId: string): Promise<FunctionExcerpt | null> {
  const line = marked.slice(0, marked.indexOf('|')).split('\n').length - 1
  const subject = await openSubject({ path: '/a', languageId, text: marked.replace('|', '') }, open)
  try {
    return excerptAround(subject, { first: line, last: line })
  } finally {
    subject.close()
  }
}

test('has the function whole, and of others only their heads', async () => {
  const excerpt = await excerptAt('class A {\n  a() { b(1) }\n  c() {\n    |d()\n  }\n}\n', 'typescript')
  expect(excerpt).toEqual({
    text: 'class A {\n  a() {      }\n  c() {\n    d()\n  }\n}\n',
    range: { start: { line: 2, character: 2 }, end: { line: 4, character: 3 } },
  })
})

test('leaves a word in a body without braces', async () => {
  const excerpt = await excerptAt('def a():\n  if x:\n    y()\n\ndef b():\n  |z()\n', 'python')
  expect(excerpt?.text).toBe('def a():\n  pass \n       \n\ndef b():\n  z()\n')
})

test('is of the outer function, whatever is in it', async () => {
  const excerpt = await excerptAt('function a() {\n  function b() {\n    |\n  }\n}\n', 'typescript')
  expect(excerpt?.range.start.line).toBe(0)
})

test('there is none outside of functions, nor of a function that is most of a file', async () => {
  expect(await excerptAt('const a = 1|\nfunction b() {}\n', 'typescript')).toBeNull()
  expect(await excerptAt(`function a() {\n|${'  b()\n'.repeat(20_000)}}\n`, 'typescript')).toBeNull()
})
