import { wellFormed } from './excerpt.ts'
import { countingFindings, isFailure, type Report, type ReportedFinding } from './report.ts'

/** JUnit's XML, which every CI server shows: each file with findings is a suite, each finding a case, failed where it makes the check fail. */
export function junitReport(report: Report): string {
  const byPath = grouped(countingFindings(report))
  const suites = [...byPath].map(([path, findings]) => suite(path, findings, report.failOn))
  const failures = report.failures.map(
    ({ path, reason }) =>
      `  <testsuite name="${escaped(path)}" tests="1" failures="0" errors="1">\n` +
      `    <testcase classname="${escaped(path)}" name="diagnosed"><error message="${escaped(reason)}"/></testcase>\n` +
      `  </testsuite>\n`,
  )
  const clean = Math.max(0, report.files - byPath.size)
  const passed =
    clean === 0
      ? ''
      : `  <testsuite name="wayline check" tests="1" failures="0" errors="0">\n` +
        `    <testcase classname="wayline check" name="${clean} files without findings"/>\n  </testsuite>\n`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="wayline check">\n${suites.join('')}${failures.join('')}${passed}</testsuites>\n`
}

function suite(path: string, findings: readonly ReportedFinding[], failOn: Report['failOn']): string {
  const cases = findings.map(({ rule, range: { start }, message, severity, excerpt }) => {
    const name = `${rule} at ${start.line + 1}:${start.character + 1}`
    const text = `${path}:${start.line + 1}:${start.character + 1}\n${excerpt.lines.join('\n')}`
    const said = isFailure(severity, failOn)
      ? `<failure type="${severity}" message="${escaped(message)}">${escaped(text)}</failure>`
      : `<system-out>${escaped(`${severity}: ${message}\n${text}`)}</system-out>`
    return `    <testcase classname="${escaped(path)}" name="${escaped(name)}">${said}</testcase>\n`
  })
  const count = findings.length
  const failures = findings.filter(({ severity }) => isFailure(severity, failOn)).length
  return `  <testsuite name="${escaped(path)}" tests="${count}" failures="${failures}" errors="0">\n${cases.join('')}  </testsuite>\n`
}

function grouped(findings: readonly ReportedFinding[]): Map<string, ReportedFinding[]> {
  const groups = new Map<string, ReportedFinding[]>()
  for (const finding of findings) {
    const group = groups.get(finding.path)
    if (group) group.push(finding)
    else groups.set(finding.path, [finding])
  }
  return groups
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
}

/** For both text and attributes. What XML 1.0 cannot hold at all is replaced. */
function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what it is about
  const held = wellFormed(text).replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, '\ufffd')
  return held.replace(/[&<>"'\n]/g, character => entities[character] ?? character)
}
