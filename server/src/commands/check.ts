import os from 'node:os'
import path from 'node:path'
import type { ParsedConfig, Severity } from '../config.ts'
import { baselineFile, readBaseline, writeBaseline, type Baseline } from '../diagnosis/baseline/baseline.ts'
import { countingFindings, isFailure, type Report, relativePath } from '../diagnosis/output/report.ts'
import { harmless } from '../diagnosis/output/excerpt.ts'
import { counted, summary } from '../diagnosis/output/text-report.ts'
import { listSources } from '../diagnosis/run/list-sources.ts'
import { readAtOnce } from '../diagnosis/run/read-source.ts'
import { createDiagnosers } from '../diagnosis/workers/diagnosers.ts'
import {
  filesAt,
  filesChangedSince,
  requireKnown,
  stagedFiles,
  withoutLeftOut,
  type ChangedFiles,
} from './check/changed-files.ts'
import { addGuests, parseGuests } from './check/check-guests.ts'
import { readSettings, setupFor } from './check/check-settings.ts'
import { diagnoseFiles, type Diagnosing } from './check/diagnose-files.ts'
import { openGit } from './check/git.ts'
import { parseOutputs, writeOutputs } from './check/outputs.ts'
import { leftOutText, ruleFoldersOf, type RuleFolders } from './check/rule-folders.ts'
import { createPathPatterns } from '../safety/exclusions.ts'
import { Interrupted, reportError, UsageError } from './report-error.ts'

export interface CheckOptions {
  with?: string | true
  staged?: boolean
  changedSince?: string
  at?: string
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

/** Nobody edits meanwhile: memory for time. */
const youngSpaceMb = 16

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
  refuseEmptyNames(paths)
  const guests = options.with === undefined ? null : parseGuests(options.with)
  const outputs = parseOutputs(options.json ? 'json' : options.format, options.output)
  const folder = process.cwd()
  const settings = readSettings(folder)
  for (const problem of settings.problems) warn(problem)
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort())
  const processes = os.availableParallelism()
  const say = createSay()
  const rules = await openRules(folder, settings, options.rules, say)
  const setup = setupFor(folder, settings, rules.folders)
  const diagnosers = createDiagnosers({ setup, processes, youngSpaceMb, log: say })
  try {
    const baseline = options.writeBaseline ? null : knownFindings(folder, options)
    const isLeftOut = createPathPatterns(settings.config.diagnosis.exclude)
    const run = { folder, setup, baseline, diagnosers, processes, signal: interrupted.signal, options }
    const files = withoutLeftOut(await filesOf(paths, options, run), paths, folder, isLeftOut)
    let report = await diagnoseFiles(files, run)
    if (guests) {
      const isOfGit = options.staged === true || options.at !== undefined
      if (isOfGit) warn('Other tools read the files as they lie in the folder, not as they are staged or committed.')
      const isWhole = paths.length === 0 && !isOfGit && options.changedSince === undefined
      const wanted = { files: files.files.map(({ path: file }) => file), isWhole }
      report = await addGuests(report, guests, wanted, run)
      for (const { reason } of report.guestFailures ?? []) warn(harmless(reason))
    }
    interrupted.signal.throwIfAborted()
    if (options.writeBaseline) return keepFindings(report, options)
    writeOutputs({ ...report, failOn: options.failOn }, outputs, process.stdout.isTTY && !process.env['NO_COLOR'])
    if (outputs.every(({ file }) => file !== null)) process.stderr.write(`${summary(report)}\n`)
    const missing = leftOutText(rules)
    if (missing !== null) warn(missing)
    return exitCode(report, options.failOn, guests?.areNamed ?? false)
  } catch (error) {
    if (interrupted.signal.aborted) throw new Interrupted()
    throw error
  } finally {
    diagnosers.dispose()
  }
}

function refuseEmptyNames(paths: readonly string[]): void {
  if (paths.includes(''))
    throw new UsageError('An empty name is no file or folder.', 'Name one, or none for the whole folder.')
}

function refuseContradictions({ staged, changedSince, at, fix, writeBaseline: keep }: CheckOptions): void {
  if (staged && changedSince !== undefined)
    throw new UsageError('--staged and --changed-since name different files.', 'Give one of them.')
  if (staged && at !== undefined)
    throw new UsageError('--staged and --at name different contents of files.', 'Give one of them.')
  if ((staged || at !== undefined) && fix)
    throw new UsageError(
      `--fix writes files, and ${staged ? '--staged' : '--at'} reads what Git has instead of them.`,
      'Run `wayline check --fix` first, then stage or commit what it has written.',
    )
  if (keep && (staged || changedSince !== undefined || at !== undefined || fix))
    throw new UsageError(
      'A baseline is of everything as it is.',
      'Give --write-baseline without other choices of files, and without --fix.',
    )
}

/** The baseline that is named, or that of the folder. Throws UsageError where the named one is not there. */
export function knownFindings(folder: string, { baseline }: Pick<CheckOptions, 'baseline'>): Baseline | null {
  const known = readBaseline(path.resolve(folder, baseline ?? baselineFile))
  if (known || baseline === undefined) return known
  throw new UsageError(`There is no baseline ${baseline}.`, 'Write one with --write-baseline.')
}

/** `--write-baseline`: from now on only what is new counts. */
function keepFindings({ folder, findings }: Report, { baseline = baselineFile }: CheckOptions): number {
  const files: Baseline['files'] = {}
  for (const { path: file, rule, fingerprint, suppression } of findings)
    if (suppression === null) (files[file] ??= []).push({ rule, fingerprint })
  writeBaseline(path.resolve(folder, baseline), { files })
  process.stdout.write(
    `Wrote ${counted(Object.values(files).flat().length, 'finding')} to ${baseline}. From now on only new ones count.\n`,
  )
  return 0
}

async function filesOf(
  paths: string[],
  options: CheckOptions,
  { folder, signal }: Pick<Diagnosing, 'folder' | 'signal'>,
): Promise<ChangedFiles> {
  const { staged, changedSince, at } = options
  if (!staged && changedSince === undefined && at === undefined) {
    const listing = await listSources(folder, paths, signal)
    const gone = listing.skipped.find(({ isMissing }) => isMissing)
    if (gone)
      throw new UsageError(
        `There is no file or folder ${relativePath(folder, gone.path)}.`,
        'Paths are taken from the current folder.',
      )
    return { ...listing, read: readAtOnce, isOnDisk: true }
  }
  const git = await openGit(folder, process.env, signal)
  await requireKnown(git, paths, { folder, at, since: changedSince })
  if (at !== undefined) return filesAt(git, at, changedSince ?? null, paths)
  return changedSince === undefined ? stagedFiles(git, paths) : filesChangedSince(git, changedSince, paths)
}

/** What a check ends with. */
export function exitCode(report: Report, failOn: CheckOptions['failOn'], haveToRun: boolean): number {
  if (countingFindings(report).some(({ severity }) => isFailure(severity, failOn))) return 1
  // Nobody can say whether there is something in these.
  const missing = haveToRun ? (report.guestFailures?.length ?? 0) : 0
  return report.failures.length + missing > 0 ? 2 : 0
}

/** The folders of rules that a run uses. Throws UsageError for one that was named and cannot be used. */
export function openRules(
  folder: string,
  { config }: ParsedConfig,
  named: readonly string[] = [],
  say: (message: string) => void,
): Promise<RuleFolders> {
  return ruleFoldersOf({ folder, fromSettings: config.diagnosis.ruleFolders, named, say })
}

/** Says each thing once, however many processes tell it. */
export function createSay(): (message: string) => void {
  const said = new Set<string>()
  return message => {
    if (said.has(message)) return
    said.add(message)
    warn(message)
  }
}

/** Says something on standard error. */
export function warn(message: string): void {
  process.stderr.write(`wayline: ${message}\n`)
}
