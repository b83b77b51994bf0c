import type { Severity } from '../../config.ts'
import type { Range, Step } from '../finding.ts'
import { harmless, type Excerpt } from './excerpt.ts'
import { bySeverity, countingFindings, relativePath, type Report, type ReportedFinding } from './report.ts'

/** Escape codes of terminals. */
type Style = (code: number, text: string) => string

const colours: Record<Severity, number> = { error: 31, warning: 33, information: 36, hint: 90 }
const bold = 1
const dim = 90

/** For people at a terminal: each finding with the lines that it is about, then the sum. */
export function textReport(report: Report, { colour }: { colour: boolean }): string {
  const style = styleFor(colour)
  const findings = countingFindings(report)
  const blocks = findings.map(finding => `${block(finding, report, style)}\n\n`)
  return `${blocks.join('')}${summary(report)}\n`
}

/** One sentence, and one for what was not diagnosed. */
export function summary(report: Report): string {
  const findings = countingFindings(report)
  const counts = bySeverity(findings)
  const parts = [
    counted(counts.error, 'error'),
    counted(counts.warning, 'warning'),
    ...(counts.information > 0 ? [`${counts.information} for information`] : []),
    ...(counts.hint > 0 ? [counted(counts.hint, 'hint')] : []),
  ]
  const suppressed = report.findings.length - findings.length
  const aside = suppressed > 0 ? ` ${counted(suppressed, 'finding')} suppressed.` : ''
  const first =
    findings.length === 0
      ? `Nothing found in ${counted(report.files, 'file')}.${aside}`
      : `${counted(findings.length, 'finding')} in ${counted(report.files, 'file')}: ${parts.join(', ')}.${aside}`
  const failures = report.failures.map(({ path, reason }) => `Not diagnosed: ${harmless(path)}. ${harmless(reason)}`)
  const skipped = report.skipped.map(({ path, reason }) => `Left out: ${harmless(path)}: ${reason}.`)
  return [first, ...failures, ...skipped].join('\n')
}

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** One finding as a terminal shows it. */
export function findingText(finding: ReportedFinding, report: Report, colour: boolean): string {
  return block(finding, report, styleFor(colour))
}

function styleFor(colour: boolean): Style {
  return (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)
}

function block(finding: ReportedFinding, report: Report, style: Style): string {
  const { path, range, severity, message, rule, excerpt, steps, fixes } = finding
  const cwe = report.catalog.get(rule)?.cwe[0]
  const place = `${harmless(path)}:${range.start.line + 1}:${range.start.character + 1}`
  const head = [
    style(bold, place),
    style(colours[severity], severity),
    harmless(message),
    style(dim, cwe === undefined ? `[${rule}]` : `[${rule}, CWE-${cwe}]`),
  ]
  return [
    head.join('  '),
    ...frame(excerpt, range, code => style(colours[severity], code), style),
    ...steps.map((step, at) =>
      style(dim, `      ${at + 1}. ${stepPlace(step, finding, report)}  ${harmless(step.message)}`),
    ),
    ...fixes.slice(0, 1).map(({ title }) => style(dim, `      Fix: ${harmless(title)} (--fix)`)),
  ].join('\n')
}

function stepPlace({ path, range }: Step, finding: ReportedFinding, { folder }: Report): string {
  const file = path === null ? finding.path : relativePath(folder, path)
  return `${harmless(file)}:${range.start.line + 1}:${range.start.character + 1}`
}

function frame(
  { firstLine, lines }: Excerpt,
  { start, end }: Range,
  mark: (text: string) => string,
  style: Style,
): string[] {
  const width = String(firstLine + lines.length).length
  return lines.flatMap((line, index) => {
    const number = firstLine + index
    const isOwn =
      number >= start.line && number <= end.line && !(number === end.line && end.character === 0 && number > start.line)
    const gutter = `${isOwn ? mark('>') : ' '} ${style(dim, `${String(number + 1).padStart(width)} |`)}`
    const shown = `${gutter} ${shownLine(line)}`
    if (number !== start.line) return [shown]
    const until = end.line === start.line ? Math.max(end.character, start.character + 1) : line.length
    const carets = `${blank(line.slice(0, start.character))}${mark(blank(line.slice(start.character, until)).replaceAll(' ', '^') || '^')}`
    return [shown, `  ${' '.repeat(width)} ${style(dim, '|')} ${carets}`]
  })
}

function shownLine(line: string): string {
  return harmless(line).replaceAll('\t', '    ')
}

/** As wide as a piece of a line is when it is shown. */
function blank(text: string): string {
  return shownLine(text)
    .replace(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/gu,
      '  ',
    )
    .replace(/[^ ]/gu, ' ')
}
