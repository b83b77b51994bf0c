import { openGrammars } from '../../syntax/open-grammars.ts'
import { applyFix } from '../fixes/apply-fix.ts'
import { isWanted, type Finding } from '../finding.ts'
import { openSubject } from '../subject.ts'
import { createCountErrors } from '../fixes/count-errors.ts'
import { applySuppressions, markSuppressed } from './apply-suppressions.ts'
import {
  suppressionComments,
  suppressionEdit,
  suppressionThatHolds,
  type SuppressionComment,
  type SuppressionWish,
} from './suppress.ts'

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
  ['typescriptreact', 'a = <p>\n  {/* wayline-ignore[weak-hash] names a file */}\n  {md5()}\n</p>\n'],
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
  expect(written(languageId, text, { rule: 'weak-hash', line })).toBe(expected)
})

test.each([
  ['#!/bin/sh\nmd5\n', '#!/bin/sh\n# wayline-ignore-file[weak-hash] names a file\nmd5\n'],
  ['md5\n', '# wayline-ignore-file[weak-hash] names a file\nmd5\n'],
])('the edit for a file stands at its head: %j', (text, expected) => {
  expect(written('shellscript', text, { rule: 'weak-hash', line: null })).toBe(expected)
})

test('there is no edit where nobody knows how comments are written', () => {
  expect(suppressionComments({ text: 'md5', languageId: 'plaintext' }, { rule: 'weak-hash', line: 0 })).toEqual([])
})

/** A text with a comment in it. */
function applied(text: string, comment: SuppressionComment | null | undefined): string | null {
  return comment ? applyFix(text, { title: '', edits: [suppressionEdit(comment, 'names a file')] }) : null
}

function written(languageId: string, text: string, wish: SuppressionWish): string | null {
  return applied(text, suppressionComments({ text, languageId }, wish)[0])
}

/** A text with the first comment that suppresses its `md5`. */
async function holding(languageId: string, text: string): Promise<string | null> {
  const source = { path: '/a', languageId, text }
  const line = text.split('\n').findIndex(content => content.includes('md5'))
  const range = { start: { line, character: 0 }, end: { line, character: 1 } }
  const finding: Finding = {
    rule: 'weak-hash',
    kind: 'rule',
    severity: 'warning',
    message: '',
    range,
    steps: [],
    fixes: [],
  }
  const comment = await suppressionThatHolds(
    source,
    finding,
    { rule: 'weak-hash', line },
    {
      countErrors: createCountErrors(open),
      async suppress(other, findings) {
        const subject = await openSubject(other, open)
        const marked = markSuppressed(subject, findings)
        subject.close()
        return marked
      },
    },
  )
  return applied(text, comment)
}

test.each([
  [
    'between tags, in braces',
    'typescriptreact',
    'a = <p>\n  {md5()}\n</p>\n',
    /\n {2}\{\/\* wayline-ignore\[weak-hash\] names a file \*\/\}\n {2}\{md5/,
  ],
  ['behind a line that another goes on in', 'python', 'x = 1 + \\\n  md5()\n', /md5\(\) {2}# wayline-ignore/],
  [
    'in the code of a page',
    'php',
    '<p>\n<?php\necho md5(); ?>\n',
    /\n\/\/ wayline-ignore\[weak-hash\] names a file\necho/,
  ],
])('a comment stands where it is one: %s', async (_, languageId, text, expected) => {
  expect(await holding(languageId, text)).toMatch(expected)
})

test.each([
  ['python', 'x = """\nmd5\n"""\n'],
  ['typescript', 'const x = `\n  md5\n`\n'],
  ['shellscript', 'cat <<X\nmd5\nX\n'],
  ['c', '#define A \\\n  md5() \\\n  + 1\n'],
])('there is none where it would be text like any other, in %s', async (languageId, text) => {
  expect(await holding(languageId, text)).toBeNull()
})
