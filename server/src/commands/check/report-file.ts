import { compareWithBaseline, type Baseline } from '../../diagnosis/baseline/baseline.ts'
import { fingerprints } from '../../diagnosis/baseline/fingerprint.ts'
import { relativePath, reported, type ReportedFinding } from '../../diagnosis/output/report.ts'
import type { Finding } from '../../diagnosis/finding.ts'
import type { SourceText } from '../../diagnosis/subject.ts'

/** What a report tells of a file's findings. Those that the baseline knows are in it, and do not count. */
export function reportFile(
  findings: readonly Finding[],
  source: SourceText,
  folder: string,
  baseline: Baseline | null,
): ReportedFinding[] {
  const file = relativePath(folder, source.path)
  const named = fingerprints(file, source.text, findings)
  const known = new Set(baseline ? compareWithBaseline(baseline, file, named).known : [])
  const secrets = findings.filter(({ kind }) => kind === 'secret').map(({ range }) => range)
  return named.map(one => {
    const suppression = known.has(one) ? ({ by: 'baseline', reason: 'It stands in the baseline.' } as const) : null
    return reported(one.finding, source, folder, { fingerprint: one.fingerprint, suppression }, secrets)
  })
}
