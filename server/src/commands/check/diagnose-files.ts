import type { Baseline } from '../../diagnosis/baseline/baseline.ts'
import { byPathAndPlace, type Report, relativePath } from '../../diagnosis/output/report.ts'
import { counted } from '../../diagnosis/output/text-report.ts'
import { findingsFolder, openFindingsCache, type FindingsCache } from '../../diagnosis/run/findings-cache.ts'
import { rulesVersion } from '../../diagnosis/run/rules-version.ts'
import { runDiagnosis } from '../../diagnosis/run/run-diagnosis.ts'
import { isWanted, type Finding } from '../../diagnosis/finding.ts'
import type { RuleInfo } from '../../diagnosis/rule-info.ts'
import { diagnosisProgram, type Diagnosers } from '../../diagnosis/workers/diagnosers.ts'
import type { DiagnosisSetup } from '../../diagnosis/workers/messages.ts'
import type { ChangedFiles } from './changed-files.ts'
import { fixFiles, type FixableFile, type FixOutcome } from './fix-files.ts'
import { createProgress } from './progress.ts'
import { reportFile } from '../../diagnosis/output/report-file.ts'
import packageJson from '../../../package.json' with { type: 'json' }

/** What files are diagnosed with. */
export interface Diagnosing {
  /** Absolute; what a report's paths are relative to. */
  folder: string
  setup: DiagnosisSetup
  /** Findings that are known; null for none. */
  baseline: Baseline | null
  diagnosers: Diagnosers
  processes: number
  signal: AbortSignal
  options: { cache: boolean; fix?: boolean }
}

/** Diagnoses files, and fixes them first where that is wanted. Rejects as soon as the signal aborts. */
export async function diagnoseFiles(listed: ChangedFiles, run: Diagnosing): Promise<Report> {
  const { folder, setup, baseline, diagnosers, processes, signal, options } = run
  const version = rulesVersion(diagnosisProgram(), setup, process.env)
  const cache = options.cache ? await openFindingsCache(findingsFolder(process.env), folder, version) : null
  const skipped = listed.skipped.map(({ path: file, reason }) => ({ path: relativePath(folder, file), reason }))
  const report = { folder, version: packageJson.version, files: 0, skipped }
  const failures = (listed.unreadable ?? []).map(({ path: file, reason }) => ({
    path: relativePath(folder, file),
    reason,
  }))
  const findings: Report['findings'][number][] = []
  const fixable: (FixableFile & { suppressed: readonly Finding[] })[] = []
  const progress = createProgress(listed.files.length)
  await runDiagnosis({
    ...listed,
    diagnose: (source, more) => diagnosers.diagnose(source, more),
    cache,
    atOnce: processes * 3,
    signal,
    async onFile({ findings: found, suppressed, source }) {
      progress.step()
      report.files++
      const all = [...found, ...suppressed]
      const text = all.length > 0 ? await source() : null
      if (!text) return
      if (options.fix && found.some(({ fixes }) => fixes.length > 0))
        fixable.push({ source: text, findings: found, suppressed })
      else findings.push(...reportFile(all, text, folder, baseline))
    },
    onFailure: (file, reason) => failures.push({ path: relativePath(folder, file), reason }),
  })
  // Where nothing is found, nobody asks for it, and no process has to start.
  const rules = findings.length + fixable.length > 0 ? await rulesOf(cache, run) : []
  await cache?.write()
  progress.end()
  for (const [at, { source, text, findings: left, fixed }] of (await fixFiles(fixable, diagnosers, signal)).entries()) {
    const now = { ...source, text }
    let suppressed = fixable[at]?.suppressed ?? []
    // Fixes have moved them.
    if (suppressed.length > 0 && fixed.length > 0)
      suppressed = (await diagnosers.diagnose(now, { signal, withSuppressed: true })).filter(one => !isWanted(one))
    findings.push(...reportFile([...left, ...suppressed], now, folder, baseline))
    tellFixes(relativePath(folder, source.path), fixed)
  }
  const catalog = new Map(rules.map(info => [info.id, info]))
  return { ...report, catalog, findings: findings.sort(byPathAndPlace), failures }
}

async function rulesOf(cache: FindingsCache | null, { diagnosers, signal }: Diagnosing): Promise<readonly RuleInfo[]> {
  const known = cache?.rules()
  if (known) return known
  const rules = await diagnosers.rules({ signal })
  cache?.setRules(rules)
  return rules
}

function tellFixes(file: string, fixed: FixOutcome['fixed']): void {
  if (fixed.length === 0) return
  process.stderr.write(`Fixed ${counted(fixed.length, 'finding')} in ${file}:\n`)
  for (const { finding, fix } of fixed)
    process.stderr.write(`  line ${finding.range.start.line + 1}: ${fix.title} [${finding.rule}]\n`)
}
