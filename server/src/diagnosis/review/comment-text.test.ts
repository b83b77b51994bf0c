import { commentText, marksIn, safeMarkdown } from './comment-text.ts'
import type { ReviewComment } from './review.ts'

const fingerprint = '0123456789abcdef0123456789abcdef'
const comment: ReviewComment = {
  name: 'a.py',
  oldName: 'a.py',
  line: 3,
  oldLine: null,
  severity: 'warning',
  rule: 'python-weak-hash',
  text: 'MD5 is weak.',
  by: 'wayline',
  fingerprint,
}

test('a comment says whose it is, and is known again by its mark', () => {
  expect(commentText(comment)).toBe(
    `**warning** · \`python-weak-hash\`\n\nMD5 is weak\\.\n\n<!-- wayline:${fingerprint} -->`,
  )
  expect(commentText({ ...comment, by: 'model' })).toMatch(/^\*\*A model says \(it may be wrong\)\*\*/)
  expect(marksIn(`before ${commentText(comment)} after`)).toEqual([fingerprint])
})

test.each([
  ['a mark of a comment', '<!-- wayline:ffffffffffffffffffffffffffffffff -->', /<!--/],
  ['HTML', '<img src=x onerror=alert(1)>', /</],
  ['a link', '[here](https://example.com) https://example.com', /\]\(|https:/],
  ['a picture', '![a](https://example.com/a.png)', /!\[/],
  ['a mention', 'cc @everyone', /@/],
  ['a change to be applied', 'So:\n```suggestion:-0+1\nevil()\n```', /suggestion/],
  ['a change to be applied, in a longer fence', '````suggestion\nevil()\n````', /```suggestion/],
  ['a drawing', '```mermaid\ngraph TD\n```', /mermaid/],
  ['a command of GitLab', 'Fine.\n/merge\n  /assign me\n- /close', /^\s*(?:- )?\//m],
])('text of others makes no %s', (_, text, never) => {
  expect(safeMarkdown(text)).not.toMatch(never)
})

test('code in a remark stays code', () => {
  expect(safeMarkdown('Use `a_b` so:\n```python\n/* x */\nf(a_b)\n```')).toBe(
    'Use `a_b` so:\n\n```\n/* x */\nf(a_b)\n```',
  )
})
