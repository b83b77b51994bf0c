import { createHash } from 'node:crypto'
import type { Severity } from '../../config.ts'
import type { FindingKind } from '../finding.ts'
import { countingFindings, type Report } from './report.ts'

const severities: Record<Severity, string> = { error: 'critical', warning: 'major', information: 'minor', hint: 'info' }

/** GitLab's Code Quality report, which is Code Climate's. Each entry needs a fingerprint of its own. */
export function gitlabReport(report: Report): string {
  const seen = new Map<string, number>()
  const issues = countingFindings(report).map(({ path, range, severity, message, rule, kind, fingerprint }) => {
    const key = `${path}\n${rule}\n${fingerprint}`
    const count = seen.get(key) ?? 0
    seen.set(key, count + 1)
    return {
      type: 'issue',
      check_name: rule,
      description: message,
      categories: [categoryOf(kind)],
      severity: severities[severity],
      fingerprint: createHash('sha256').update(`${key}\n${count}`).digest('hex'),
      location: { path, lines: { begin: range.start.line + 1, end: range.end.line + 1 } },
    }
  })
  return `${JSON.stringify(issues, null, 2)}\n`
}

function categoryOf(kind: FindingKind): string {
  if (kind === 'metric') return 'Complexity'
  if (kind === 'secret' || kind === 'flow') return 'Security'
  return kind === 'suppression' ? 'Clarity' : 'Bug Risk'
}
