import { fingerprints } from '../../diagnosis/output/fingerprint.ts'
import { reported, type ReportedFinding } from '../../diagnosis/output/report.ts'
import type { Finding } from '../../diagnosis/finding.ts'
import type { SourceText } from '../../diagnosis/subject.ts'

/** What a report tells of a file's findings. */
export function reportFile(findings: readonly Finding[], source: SourceText, folder: string): ReportedFinding[] {
  const names = fingerprints(findings, source)
  const secrets = findings.filter(({ kind }) => kind === 'secret').map(({ range }) => range)
  return findings.map((finding, at) =>
    reported(finding, source, folder, { fingerprint: names[at] ?? '', suppression: null }, secrets),
  )
}
