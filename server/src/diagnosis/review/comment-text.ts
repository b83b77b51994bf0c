import { toMarkdown } from '../explanations/blocks.ts'
import type { ReviewComment } from './review.ts'

/** Stands in every comment, unseen, so that it is not made twice. */
const mark = /<!-- wayline:([0-9a-f]{32}) -->/g

/** The text of a comment for GitHub and GitLab: Markdown in which text of others is text only, with the mark of the comment. */
export function commentText({ text, severity, rule, by, fingerprint }: ReviewComment): string {
  const head =
    by === 'model' ? `**A model says (it may be wrong)** · ${severity}` : `**${severity}** · \`${plainId(rule)}\``
  return `${head}\n\n${safeMarkdown(text)}\n\n<!-- wayline:${fingerprint} -->`
}

/** Prose of others: no link, HTML, picture or mention; no block that a page would offer to apply or to draw; no command to GitLab. */
export function safeMarkdown(text: string): string {
  const withoutLanguages = text.replaceAll(/^([ \t]*(?:`{3,}|~{3,}))[^\n`]*$/gm, '$1')
  let isCode = false
  return toMarkdown([{ kind: 'prose', text: withoutLanguages }])
    .split('\n')
    .map(line => {
      if (/^[ \t]*`{3,}/.test(line)) isCode = !isCode
      // A line that begins with a slash is a command there: "/merge".
      return isCode ? line : line.replace(/^(\s*(?:[-*]\s+|\d+\.\s+)?)\//, '$1&#47;')
    })
    .join('\n')
}

/** The fingerprints of comments that a text was made of. */
export function marksIn(text: string): string[] {
  return [...text.matchAll(mark)].map(([, fingerprint = '']) => fingerprint)
}

function plainId(rule: string): string {
  return rule.replaceAll(/[^\w@/.:-]/g, '')
}
