import { createHash } from 'node:crypto'
import { excerptOf } from '../../diagnosis/output/excerpt.ts'
import { countingFindings, relativePath, type Report, type ReportedFinding } from '../../diagnosis/output/report.ts'
import type { FileChange } from '../../diagnosis/review/hunks.ts'
import type { ModelRemark } from '../../diagnosis/review/model-remarks.ts'
import { placesOf } from '../../diagnosis/review/places.ts'
import {
  isOfChange,
  newRemarks,
  placeOf,
  type ModelPart,
  type Review,
  type ReviewComment,
} from '../../diagnosis/review/review.ts'
import { sourceIn } from '../../diagnosis/run/read-source.ts'
import type { SourceText } from '../../diagnosis/subject.ts'
import type { Redactor } from '../../safety/secrets/redactor.ts'
import type { Diagnosing } from '../check/diagnose-files.ts'
import type { AskedFile } from './ask-model.ts'
import type { Change } from './collect-change.ts'

/** What findings of a change are made to: only those that it brings, each with the file that it is in. */
export interface ChangeFindings {
  report: Report
  of: { finding: ReportedFinding; file: FileChange }[]
}

/** Leaves out of a report what the change has no part in. */
export function findingsOfChange(report: Report, change: Change): ChangeFindings {
  const byPath = new Map([...change.files].map(([file, one]) => [relativePath(report.folder, file), one]))
  const of = report.findings.flatMap(finding => {
    const file = byPath.get(finding.path)
    return file && isOfChange(finding, file.hunks) ? [{ finding, file }] : []
  })
  return { report: { ...report, findings: of.map(({ finding }) => finding) }, of }
}

/** The changed files with the places that a model is to look at. */
export async function filesToAsk(
  change: Change,
  { of }: ChangeFindings,
  { diagnosers, signal }: Diagnosing,
): Promise<AskedFile[]> {
  const asked: AskedFile[] = []
  for (const [file, one] of change.files) {
    const source = await sourceOf(change, file)
    if (!source || one.hunks.length === 0) continue
    // A file that cannot be measured is shown by its lines.
    const functions = await diagnosers.measure(source, { signal }).catch(() => [])
    signal.throwIfAborted()
    const places = placesOf(
      one.hunks,
      functions.map(({ range }) => ({ first: range.start.line, last: range.end.line })),
      source.text.split('\n').length,
    )
    const known = of
      .filter(({ file: other, finding }) => other === one && finding.suppression === null)
      .map(({ finding: { range, message } }) => ({
        line: range.start.line,
        sentence: `line ${range.start.line + 1}: ${message}`,
      }))
    asked.push({ name: one.name, source, before: await change.before(one), places, known })
  }
  return asked
}

/** Puts together what there is to say of a change. Remarks that say what a finding says are left out. */
export async function makeReview(
  change: Change,
  { report, of }: ChangeFindings,
  { remarks, model }: { remarks: readonly ModelRemark[]; model: ModelPart },
  redactor: Redactor,
): Promise<Review> {
  const counting = new Set(countingFindings(report))
  const told = of.filter(({ finding }) => counting.has(finding))
  const kept = newRemarks(
    remarks,
    told.map(({ finding: { message, range, rule }, file }) => {
      const info = report.catalog.get(rule)
      return { name: file.name, range, text: [message, info?.title, rule.replaceAll(/[-/]/g, ' ')].join(' ') }
    }),
  )
  const texts = new Map<string, { source: SourceText; file: FileChange; path: string }>()
  for (const [full, file] of change.files) {
    const source = kept.some(({ name }) => name === file.name) ? await sourceOf(change, full) : null
    if (source) {
      const text = redactor.redact(source.text, source.languageId)
      texts.set(file.name, { source: { ...source, text }, file, path: relativePath(report.folder, full) })
    }
  }
  const shown = kept.flatMap(remark => {
    const found = texts.get(remark.name)
    if (!found) return []
    const place = { line: remark.line, character: 0 }
    // What a model says may quote what it was not shown, from its own memory of such files.
    const text = redactor.redact(remark.text, 'markdown')
    return [{ ...remark, text, path: found.path, excerpt: excerptOf(found.source.text, { start: place, end: place }) }]
  })
  const comments = [
    ...told.map(({ finding, file }) => commentOf(finding, file)),
    ...shown.flatMap(remark => {
      const found = texts.get(remark.name)
      return found ? [remarkComment(remark, found.file, found.source)] : []
    }),
  ]
  return { base: change.base, head: change.head, report, remarks: shown, model, comments }
}

function commentOf(finding: ReportedFinding, file: FileChange): ReviewComment {
  const { range, steps, message, severity, rule, fingerprint } = finding
  const others = steps.flatMap(step => (step.path === null ? [step.range.start.line] : []))
  const place = placeOf(file, range.start.line, others)
  return {
    name: file.name,
    oldName: file.oldName,
    ...place,
    severity,
    rule,
    text: place.line === null ? `Line ${range.start.line + 1}: ${message}` : message,
    by: 'wayline',
    fingerprint,
  }
}

/** A model chooses other words each time: what it has said once of a line is not said again. */
function remarkComment({ line, severity, text }: ModelRemark, file: FileChange, source: SourceText): ReviewComment {
  const lines = source.text.split(/\r?\n/)
  const content = [file.name, 'model', ...lines.slice(Math.max(0, line - 1), line + 2).map(one => one.trim())]
  return {
    name: file.name,
    oldName: file.oldName,
    ...placeOf(file, line),
    severity,
    rule: 'model',
    text,
    by: 'model',
    fingerprint: createHash('sha256').update(content.join('\0')).digest('hex').slice(0, 32),
  }
}

async function sourceOf(change: Change, file: string): Promise<SourceText | null> {
  const bytes = await change.contents.read(file)
  return bytes && sourceIn(file, bytes)
}
