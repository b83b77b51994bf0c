import { bySeverity, countingFindings, relativePath, type Report, type ReportedFinding } from './report.ts'

/** For programs. Lines and characters are those of the Language Server Protocol: from 0, in UTF-16 code units. */
export function jsonReport(report: Report): string {
  const { folder, version, files, failures, skipped, catalog, guestFailures = [] } = report
  const findings = report.findings.map(({ excerpt, path, steps, ...finding }) => ({
    path,
    ...finding,
    source: sourceOf(finding),
    cwe: catalog.get(finding.rule)?.cwe ?? [],
    owasp: catalog.get(finding.rule)?.owasp ?? [],
    steps: steps.map(step => ({ ...step, path: step.path === null ? path : relativePath(folder, step.path) })),
    lines: excerpt.lines,
  }))
  const counts = bySeverity(countingFindings(report))
  return `${JSON.stringify({ version, folder, files, counts, findings, failures, skipped, guestFailures }, null, 2)}\n`
}

/** Who has found it: a guest by its name, or we. */
function sourceOf({ kind, rule }: Pick<ReportedFinding, 'kind' | 'rule'>): string {
  return kind === 'guest' ? (rule.split('/', 1)[0] ?? rule) : 'wayline'
}
