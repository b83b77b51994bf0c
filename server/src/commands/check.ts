import os from 'node:os'
import path from 'node:path'
import { severities, type Severity } from '../config.ts'
import { baselineFile, readBaseline, writeBaseline, type Baseline } from '../diagnosis/baseline/baseline.ts'
import { byPathAndPlace, countingFindings, type Report, relativePath } from '../diagnosis/output/report.ts'
import { counted, summary } from '../diagnosis/output/text-report.ts'
import { findingsFolder, openFindingsCache } from '../diagnosis/run/findings-cache.ts'
import { listSources } from '../diagnosis/run/list-sources.ts'
import { readFromDisk } from '../diagnosis/run/read-source.ts'
import { rulesVersion } from '../diagnosis/run/rules-version.ts'
import { runDiagnosis } from '../diagnosis/run/run-diagnosis.ts'
import { createDiagnosers, diagnosisProgram, type Diagnosers } from '../diagnosis/workers/diagnosers.ts'
import type { DiagnosisSetup } from '../diagnosis/workers/messages.ts'
import { filesChangedSince, stagedFiles, type ChangedFiles } from './check/changed-files.ts'
import { readSettings, setupFor } from './check/check-settings.ts'
import { fixFiles, type FixableFile, type FixOutcome } from './check/fix-files.ts'
import { openGit } from './check/git.ts'
import { parseOutputs, writeOutputs } from './check/outputs.ts'
import { reportFile } from './check/report-file.ts'
import { createPathPatterns } from '../safety/exclusions.ts'
import { slashed } from '../workspace-index/list-files.ts'
import { Interrupted, reportError, UsageError } from './report-error.ts'
import packageJson from '../../package.json' with { type: 'json' }

export interface CheckOptions {
  staged?: boolean
  changedSince?: string
  format: string
  output?: string
  failOn: Severity | 'never'
  fix?: boolean
  cache: boolean
  rules?: string[]
  baseline?: string
  writeBaseline?: boolean
  json?: boolean
}

/** What every step of a check is given. */
interface Check {
  folder: string
  /** Whether the settings leave out a file, by its path in the folder. */
  isLeftOut: (path: string) => boolean
  setup: DiagnosisSetup
  /** Findings that are known; null for none. */
  baseline: Baseline | null
  diagnosers: Diagnosers
  processes: number
  signal: AbortSignal
  options: CheckOptions
}

/**
 * `check`: diagnoses files, the whole folder, what is staged, or what a branch has changed. Returns 0 where nothing counts, 1 where
 * something does, and 2 where it could not be done.
 */
export async function runCheck(paths: string[], options: CheckOptions): Promise<number> {
  try {
    return await check(paths, options)
  } catch (error) {
    if (error instanceof Interrupted) throw error
    reportError(error, options.json)
    return 2
  }
}

async function check(paths: string[], options: CheckOptions): Promise<number> {
  refuseContradictions(options)
  const outputs = parseOutputs(options.json ? 'json' : options.format, options.output)
  const folder = process.cwd()
  const settings = readSettings(folder)
  for (const problem of settings.problems) warn(problem)
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort())
  const processes = os.availableParallelism()
  const setup = setupFor(folder, settings, options.rules ?? [])
  const diagnosers = createDiagnosers({ setup, processes, log: warn })
  try {
    const baseline = options.writeBaseline ? null : knownFindings(folder, options)
    const isLeftOut = createPathPatterns(settings.config.diagnosis.exclude)
    const run: Check = {
      folder,
      isLeftOut,
      setup,
      baseline,
      diagnosers,
      processes,
      signal: interrupted.signal,
      options,
    }
    const files = withoutLeftOut(await filesOf(paths, run), paths, run)
    const report = await diagnoseFiles(files, run)
    interrupted.signal.throwIfAborted()
    if (options.writeBaseline) return keepFindings(report, options)
    writeOutputs(report, outputs, process.stdout.isTTY && !process.env['NO_COLOR'])
    if (outputs.every(({ file }) => file !== null)) process.stderr.write(`${summary(report)}\n`)
    return exitCode(report, options.failOn)
  } catch (error) {
    if (interrupted.signal.aborted) throw new Interrupted()
    throw error
  } finally {
    diagnosers.dispose()
  }
}

function refuseContradictions({ staged, changedSince, fix, writeBaseline: keep }: CheckOptions): void {
  if (staged && changedSince !== undefined)
    throw new UsageError('--staged and --changed-since name different files.', 'Give one of them.')
  if (staged && fix)
    throw new UsageError(
      '--fix writes files, and --staged reads what is staged instead of them.',
      'Run `wayline check --fix` first, then stage what it has written.',
    )
  if (keep && (staged || changedSince !== undefined || fix))
    throw new UsageError(
      'A baseline is of everything as it is.',
      'Give --write-baseline without other choices of files, and without --fix.',
    )
}

function knownFindings(folder: string, { baseline }: CheckOptions): Baseline | null {
  const known = readBaseline(path.resolve(folder, baseline ?? baselineFile))
  if (known || baseline === undefined) return known
  throw new UsageError(`There is no baseline ${baseline}.`, 'Write one with --write-baseline.')
}

/** `--write-baseline`: from now on only what is new counts. */
function keepFindings({ folder, findings }: Report, { baseline = baselineFile }: CheckOptions): number {
  const files: Baseline['files'] = {}
  for (const { path: file, rule, fingerprint } of findings) (files[file] ??= []).push({ rule, fingerprint })
  writeBaseline(path.resolve(folder, baseline), { files })
  process.stdout.write(
    `Wrote ${counted(findings.length, 'finding')} to ${baseline}. From now on only new ones count.\n`,
  )
  return 0
}

async function filesOf(paths: string[], { folder, options, signal }: Check): Promise<ChangedFiles> {
  const { staged, changedSince } = options
  if (!staged && changedSince === undefined) {
    const listing = await listSources(folder, paths, signal)
    const gone = listing.skipped.find(({ isMissing }) => isMissing)
    if (gone)
      throw new UsageError(
        `There is no file or folder ${relativePath(folder, gone.path)}.`,
        'Paths are taken from the current folder.',
      )
    return { ...listing, read: readFromDisk, isOnDisk: true }
  }
  const git = await openGit(folder, process.env, signal)
  return changedSince === undefined ? stagedFiles(git, paths) : filesChangedSince(git, changedSince, paths)
}

/** Of what the settings leave out only that is told which somebody has named. */
function withoutLeftOut(found: ChangedFiles, paths: readonly string[], { folder, isLeftOut }: Check): ChangedFiles {
  const named = new Set(paths.map(name => slashed(path.resolve(folder, name))))
  const leftOut = new Set(found.files.filter(file => isLeftOut(relativePath(folder, file.path))))
  const told = [...leftOut].filter(file => named.has(file.path))
  return {
    ...found,
    files: found.files.filter(file => !leftOut.has(file)),
    skipped: [
      ...found.skipped,
      ...told.map(file => ({ path: file.path, reason: 'the setting diagnosis.exclude names it' })),
    ],
  }
}

async function diagnoseFiles(listed: ChangedFiles, run: Check): Promise<Report> {
  const { folder, setup, baseline, diagnosers, processes, signal, options } = run
  const version = rulesVersion(diagnosisProgram(), setup, process.env)
  const cache = options.cache ? await openFindingsCache(findingsFolder(process.env), folder, version) : null
  const skipped = listed.skipped.map(({ path: file, reason }) => ({ path: relativePath(folder, file), reason }))
  const report = { folder, version: packageJson.version, files: 0, skipped }
  const failures: Report['failures'][number][] = []
  const findings: Report['findings'][number][] = []
  const fixable: FixableFile[] = []
  const progress = createProgress(listed.files.length)
  await runDiagnosis({
    ...listed,
    diagnose: (source, more) => diagnosers.diagnose(source, more),
    cache,
    atOnce: processes * 3,
    signal,
    async onFile({ findings: found, source }) {
      progress.step()
      report.files++
      const text = found.length > 0 ? await source() : null
      if (!text) return
      if (options.fix && found.some(({ fixes }) => fixes.length > 0)) fixable.push({ source: text, findings: found })
      else findings.push(...reportFile(found, text, folder, baseline))
    },
    onFailure: (file, reason) => failures.push({ path: relativePath(folder, file), reason }),
  })
  await cache?.write()
  progress.end()
  for (const { source, text, findings: left, fixed } of await fixFiles(fixable, diagnosers, signal)) {
    findings.push(...reportFile(left, { ...source, text }, folder, baseline))
    tellFixes(relativePath(folder, source.path), fixed)
  }
  // Where nothing is found, nobody asks for it, and no process has to start.
  const rules = findings.length > 0 ? await diagnosers.rules({ signal }) : []
  const catalog = new Map(rules.map(info => [info.id, info]))
  return { ...report, catalog, findings: findings.sort(byPathAndPlace), failures }
}

function tellFixes(file: string, fixed: FixOutcome['fixed']): void {
  if (fixed.length === 0) return
  process.stderr.write(`Fixed ${counted(fixed.length, 'finding')} in ${file}:\n`)
  for (const { finding, fix } of fixed)
    process.stderr.write(`  line ${finding.range.start.line + 1}: ${fix.title} [${finding.rule}]\n`)
}

function exitCode(report: Report, failOn: CheckOptions['failOn']): number {
  const counting = failOn === 'never' ? [] : severities.slice(0, severities.indexOf(failOn) + 1)
  if (countingFindings(report).some(({ severity }) => counting.includes(severity))) return 1
  // Nobody can say whether there is something in these.
  return report.failures.length > 0 ? 2 : 0
}

/** How far it is, on one line of a terminal; nothing elsewhere. */
function createProgress(files: number): { step: () => void; end: () => void } {
  if (!process.stderr.isTTY) return { step: () => undefined, end: () => undefined }
  let done = 0
  let shownMs = 0
  return {
    step() {
      done++
      if (Date.now() - shownMs < 100) return
      shownMs = Date.now()
      process.stderr.write(`\r${done} of ${files} files`)
    },
    end: () => void process.stderr.write('\r\u001b[K'),
  }
}

function warn(message: string): void {
  process.stderr.write(`wayline: ${message}\n`)
}
