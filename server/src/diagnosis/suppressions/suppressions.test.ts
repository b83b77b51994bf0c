import { openGrammars } from '../../syntax/open-grammars.ts'
import { applyFix } from '../fixes/apply-fix.ts'
import { isWanted, type Finding } from '../finding.ts'
import { openSubject } from '../subject.ts'
import { applySuppressions } from './apply-suppressions.ts'
import { suppressionEdit } from './suppress.ts'

const open = openGrammars({})
const known = ['weak-hash', 'sql', 'unused-here']

/** What is left of a finding of `weak-hash` wherever the text has `md5`, and of what is said of suppressions. */
async function left(languageId: string, text: string): Promise<string[]> {
  return (await findingsIn(languageId, text)).map(({ rule, range }) => `${rule} ${range.start.line}`)
}

async function findingsIn(languageId: string, text: string): Promise<Finding[]> {
  const subject = await openSubject({ path: '/a', languageId, text }, open)
  const found = [...text.matchAll(/md5/g)].map(({ index }): Finding => {
    const range = { start: subject.positionAt(index), end: subject.positionAt(index + 3) }
    return { rule: 'weak-hash', kind: 'rule', severity: 'warning', message: '', range, steps: [], fixes: [] }
  })
  try {
    const options = { isKnown: (rule: string) => known.includes(rule), isActive: (rule: string) => rule !== 'sql' }
    return applySuppressions(subject, found, options).filter(isWanted)
  } finally {
    subject.close()
  }
}

test.each([
  ['python', '# wayline-ignore[weak-hash] names a file\nmd5()\n'],
  ['python', 'md5()  # wayline-ignore[weak-hash] names a file\n'],
  ['python', '# wayline-ignore[weak-hash] names a file\n# more words\n\nmd5()\n'],
  ['typescript', '// wayline-ignore[weak-hash] names a file\nmd5()\n'],
  ['typescript', '/* wayline-ignore[weak-hash] names a file */\nmd5()\n'],
  ['typescript', 'f(md5 /* wayline-ignore[weak-hash] names a file */)\n'],
  ['java', 'class A {\n  // wayline-ignore[sql, weak-hash] names a file\n  int a = md5();\n}\n'],
  ['go', 'package a\n\n// wayline-ignore-file[weak-hash] names files only\nvar a = md5()\nvar b = md5()\n'],
  ['rust', '// wayline-ignore[weak-hash] names a file\nfn a() { md5() }\n'],
  ['lua', '-- wayline-ignore[weak-hash] names a file\nmd5()\n'],
  ['shellscript', '# wayline-ignore[weak-hash] names a file\nmd5 a\n'],
  ['plaintext', '# wayline-ignore[weak-hash] names a file\nmd5\n'],
])('a comment takes the finding out, in %s: %s', async (languageId, text) => {
  expect(await left(languageId, text)).toEqual([])
})

test('what is suppressed is still there, with the reason', async () => {
  const subject = await openSubject(
    { path: '/a', languageId: 'python', text: 'x()  # wayline-ignore[sql] fixed text\n' },
    open,
  )
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }
  const finding: Finding = { rule: 'sql', kind: 'rule', severity: 'error', message: '', range, steps: [], fixes: [] }
  const all = { isKnown: () => true, isActive: () => true }
  expect(applySuppressions(subject, [finding], all)).toEqual([{ ...finding, suppressed: 'fixed text' }])
  subject.close()
})

test.each([
  ['on another line', '# wayline-ignore[weak-hash] a\nx = 1\nmd5()\n', ['weak-hash 2', 'unused-suppression 0']],
  ['of another rule', 'md5()  # wayline-ignore[unused-here] a\n', ['weak-hash 0', 'unused-suppression 0']],
  ['in a string', 'x = "# wayline-ignore[weak-hash] a" + md5\n', ['weak-hash 0']],
  ['for the file at its end', `${'x = 1\n'.repeat(30)}# wayline-ignore-file[weak-hash] a\nmd5()\n`, ['weak-hash 31']],
])('a comment %s does not', async (_, text, expected) => {
  expect(await left('python', text)).toEqual(expected)
})

test('a comment without a reason, and one for a rule that does not exist, are findings', async () => {
  expect(await left('python', 'md5()  # wayline-ignore[weak-hash, wek-hash]\n')).toEqual([
    'unknown-suppressed-rule 0',
    'suppression-without-reason 0',
  ])
})

test.each(['', ' reason', ' Reason:'])('a comment with the place for a reason has none: %j', async reason => {
  expect(await left('python', `md5()  # wayline-ignore[weak-hash]${reason}\n`)).toEqual([
    'suppression-without-reason 0',
  ])
})

test('a rule that is switched off is no reason to call its suppression unused', async () => {
  expect(await left('python', 'x = 1  # wayline-ignore[sql] a\n')).toEqual([])
})

test.each([
  ['x = 1  # wayline-ignore[unused-here] a\n', 'x = 1\n'],
  ['    # wayline-ignore[unused-here] a\n    x = 1\n', '    x = 1\n'],
  ['x = 1  # wayline-ignore[unused-here] a', 'x = 1'],
  ['md5()  # wayline-ignore[weak-hash, unused-here] a\n', 'md5()  # wayline-ignore[weak-hash] a\n'],
  ['x = 1  # wayline-ignore[unused-here] a\r\ny = 2\r\n', 'x = 1\r\ny = 2\r\n'],
])('what is unused can be removed: %j', async (text, expected) => {
  const [unused] = (await findingsIn('python', text)).filter(({ rule }) => rule === 'unused-suppression')
  const [fix] = unused?.fixes ?? []
  expect(fix && applyFix(text, fix)).toBe(expected)
})

test.each([
  ['python', 'def f():\n    md5()\n', 'def f():\n    # wayline-ignore[weak-hash] names a file\n    md5()\n'],
  [
    'python',
    'def f():\n    # wayline-ignore[sql] a\n    md5()\n',
    'def f():\n    # wayline-ignore[sql, weak-hash] a\n    md5()\n',
  ],
  ['css', 'a {}\r\nmd5 {}\r\n', 'a {}\r\n/* wayline-ignore[weak-hash] names a file */\r\nmd5 {}\r\n'],
])('the edit for a line keeps its indentation and joins what is there, in %s', (languageId, text, expected) => {
  const line = text.split('\n').findIndex(content => content.includes('md5'))
  const edit = suppressionEdit({ text, languageId }, { rule: 'weak-hash', line }, 'names a file')
  expect(edit && applyFix(text, { title: '', edits: [edit] })).toBe(expected)
})

test.each([
  ['#!/bin/sh\nmd5\n', '#!/bin/sh\n# wayline-ignore-file[weak-hash] names a file\nmd5\n'],
  ['md5\n', '# wayline-ignore-file[weak-hash] names a file\nmd5\n'],
])('the edit for a file stands at its head: %j', (text, expected) => {
  const edit = suppressionEdit({ text, languageId: 'shellscript' }, { rule: 'weak-hash', line: null }, 'names a file')
  expect(edit && applyFix(text, { title: '', edits: [edit] })).toBe(expected)
})

test('there is no edit where nobody knows how comments are written', () => {
  expect(suppressionEdit({ text: 'md5', languageId: 'plaintext' }, { rule: 'weak-hash', line: 0 }, 'a')).toBeNull()
})
