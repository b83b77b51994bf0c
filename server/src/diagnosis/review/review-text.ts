import { harmless } from '../output/excerpt.ts'
import { jsonReport } from '../output/json-report.ts'
import type { ReportedFinding } from '../output/report.ts'
import { findingText, textReport } from '../output/text-report.ts'
import { githubReview } from './github-review.ts'
import { gitlabDiscussions } from './gitlab-discussions.ts'
import type { Review, ReviewedRemark } from './review.ts'

/** For people at a terminal: findings, then what a model says. */
export function reviewTextReport(review: Review, colour: boolean): string {
  const { report, remarks, model } = review
  const said = remarks.map(remark => `${findingText(asFinding(remark), report, colour)}\n\n`)
  const notes = model.notes.map(note => `${harmless(note)}\n`)
  const head = said.length > 0 ? ['\nA model says (it may be wrong):\n\n'] : []
  const none = model.name !== null && said.length === 0 ? ['The model has nothing to say.\n'] : []
  return [textReport(report, { colour }), ...head, ...said, ...none, ...notes].join('')
}

/** For programs: what a check tells, with what a model says and the comments that would be posted. */
export function reviewJson(review: Review): string {
  const { base, head, report, remarks, model, comments } = review
  const told = remarks.map(({ path, line, severity, text }) => ({ path, line, severity, text }))
  const check: object = JSON.parse(jsonReport(report)) as object
  return json({ base, head, ...check, remarks: told, model, comments })
}

/** The body of "create a review" at GitHub. */
export function reviewGithub(review: Review): string {
  return json(githubReview(review, review.comments))
}

/** The bodies of "create a thread" at GitLab; only a merge request itself knows where its target is by now. */
export function reviewGitlab({ base, head, comments }: Review): string {
  return json(gitlabDiscussions(comments, { base_sha: base, start_sha: base, head_sha: head }))
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function asFinding({ path, line, severity, text, excerpt }: ReviewedRemark): ReportedFinding {
  const shown = excerpt.lines[line - excerpt.firstLine] ?? ''
  const range = { start: { line, character: shown.search(/\S|$/) }, end: { line, character: shown.trimEnd().length } }
  return {
    path,
    rule: 'model',
    kind: 'rule',
    severity,
    message: text.replaceAll('\n', ' '),
    range,
    steps: [],
    fixes: [],
    excerpt,
    fingerprint: '',
    suppression: null,
  }
}
