import type { Severity } from '../../config.ts'
import type { Report, ReportedFinding } from '../output/report.ts'
import { isChanged, isShown, oldLineOf, type FileChange, type Hunk } from './hunks.ts'
import type { ModelRemark } from './model-remarks.ts'
import { isSameTopic } from './same-topic.ts'

/** Everything that a review has to tell. */
export interface Review {
  /** Commits: where the change begins, and what it leads to. */
  base: string
  head: string
  /** Findings on changed lines, and all else that a check would tell of the changed files. */
  report: Report
  /** What a model says, as far as no finding says it. */
  remarks: ReviewedRemark[]
  /** How many changes there are, and who was asked about them. */
  model: ModelPart
  comments: ReviewComment[]
}

export interface ReviewedRemark extends ModelRemark {
  /** As reports have it. */
  path: string
  /** Lines around, with secrets covered. */
  excerpt: ReportedFinding['excerpt']
}

/** What has become of asking a model. */
export interface ModelPart {
  /** Null where none was asked, or none answered. */
  name: string | null
  /** Sentences for people: why none was asked, what was left out. */
  notes: string[]
}

/** A comment at a line of a change. */
export interface ReviewComment {
  /** From the top of the repository. */
  name: string
  oldName: string
  /** From 1, in the new file; null where the change does not show the place. */
  line: number | null
  /** From 1; null for a line that is new. */
  oldLine: number | null
  severity: Severity
  /** What it is about, in a few words; the id of a rule. */
  rule: string
  text: string
  /** Whose it is. */
  by: 'wayline' | 'model'
  /** Stays the same when lines above it come and go. */
  fingerprint: string
}

/** Whether a finding is of the change: it stands on a changed line, or one of the steps that lead to it does. */
export function isOfChange(
  { range, steps, kind }: Pick<ReportedFinding, 'range' | 'steps' | 'kind'>,
  hunks: readonly Hunk[],
): boolean {
  if (isChanged(hunks, range.start.line)) return true
  // What adds to a figure is no way to it, but a change of it changes the figure.
  const isWay = kind === 'flow' || kind === 'metric'
  return isWay && steps.some(step => step.path === null && isChanged(hunks, step.range.start.line))
}

/** The lines that a model may remark on in a place: those that are new; where lines were only taken away, those beside them. */
export function remarkable(hunks: readonly Hunk[]): (line: number) => boolean {
  const beside = hunks.filter(({ added }) => added === 0).flatMap(({ first }) => [first - 1, first])
  return line => isChanged(hunks, line) || beside.includes(line)
}

/** Remarks that say what no finding at their line says, each once. */
export function newRemarks(
  remarks: readonly ModelRemark[],
  findings: readonly { name: string; range: ReportedFinding['range']; text: string }[],
): ModelRemark[] {
  const kept: ModelRemark[] = []
  for (const remark of remarks) {
    const isKnown = findings.some(
      ({ name, range, text }) =>
        name === remark.name &&
        remark.line >= range.start.line &&
        remark.line <= range.end.line &&
        isSameTopic(remark.text, text),
    )
    const isRepeated = kept.some(
      other =>
        other.name === remark.name &&
        Math.abs(other.line - remark.line) <= near &&
        isSameTopic(other.text, remark.text),
    )
    if (!isKnown && !isRepeated) kept.push(remark)
  }
  return kept
}

/** Lines between two remarks that may be about one thing. */
const near = 5

/** Where a comment goes: at its line, or, where the change does not show that, at the first of `others` that it shows. */
export function placeOf(
  { hunks }: Pick<FileChange, 'hunks'>,
  line: number,
  others: readonly number[] = [],
): Pick<ReviewComment, 'line' | 'oldLine'> {
  const shown = [line, ...others].find(one => isShown(hunks, one))
  if (shown === undefined) return { line: null, oldLine: null }
  const old = oldLineOf(hunks, shown)
  return { line: shown + 1, oldLine: old === null ? null : old + 1 }
}
