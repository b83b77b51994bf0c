import os from 'node:os'
import path from 'node:path'
import type { Severity } from '../config.ts'
import { counted } from '../diagnosis/output/text-report.ts'
import { reviewGithub, reviewGitlab, reviewJson, reviewTextReport } from '../diagnosis/review/review-text.ts'
import type { ModelPart, Review } from '../diagnosis/review/review.ts'
import type { ModelRemark } from '../diagnosis/review/model-remarks.ts'
import { createDiagnosers } from '../diagnosis/workers/diagnosers.ts'
import { createPathPatterns } from '../safety/exclusions.ts'
import { createRedactor, type Redactor } from '../safety/secrets/redactor.ts'
import { createSay, exitCode, knownFindings, openRules, warn } from './check.ts'
import { topOf, withoutLeftOut } from './check/changed-files.ts'
import { readSettings, setupFor } from './check/check-settings.ts'
import { diagnoseFiles, type Diagnosing } from './check/diagnose-files.ts'
import { openGit } from './check/git.ts'
import { parseOutputs, writeAll, type Output } from './check/outputs.ts'
import { Interrupted, reportError, UsageError } from './report-error.ts'
import { leftOutText } from './check/rule-folders.ts'
import { askModel } from './review/ask-model.ts'
import { collectChange, type Change } from './review/collect-change.ts'
import { filesToAsk, findingsOfChange, makeReview, type ChangeFindings } from './review/make-review.ts'
import { postReview } from './review/post-review.ts'
import { postTarget, type PostOptions } from './review/post-target.ts'

export interface ReviewOptions extends PostOptions {
  base: string
  head: string
  format: string
  output?: string
  failOn: Severity | 'never'
  baseline?: string
  rules?: string[]
  cache: boolean
  /** Undefined: the one of a gateway that is named. True: whichever there is. False: none. */
  model?: string | boolean
  gatewayUrl?: string
  token?: string
  timeout: number
  json?: boolean
}

const formats: Record<string, (review: Review, colour: boolean) => string> = {
  text: reviewTextReport,
  json: reviewJson,
  github: reviewGithub,
  gitlab: reviewGitlab,
}

/**
 * `review --base REV`: what a change brings, from where it left the revision: findings on its lines, and what a model says of it.
 * Returns 0, 1 and 2 as `check` does; what a model says is no reason to fail.
 */
export async function runReview(paths: string[], options: ReviewOptions): Promise<number> {
  try {
    return await review(paths, options)
  } catch (error) {
    if (error instanceof Interrupted) throw error
    reportError(error, options.json)
    return 2
  }
}

async function review(paths: string[], options: ReviewOptions): Promise<number> {
  const called = process.cwd()
  const outputs = parseOutputs(options.json ? 'json' : options.format, options.output, Object.keys(formats)).map(one =>
    one.file === null ? one : { ...one, file: path.resolve(called, one.file) },
  )
  // Before anything is done that would have been for nothing.
  const target = options.post ? postTarget(options.post, options, process.env) : null
  const interrupted = new AbortController()
  const { signal } = interrupted
  // A change is of the whole repository, wherever in it somebody stands.
  const folder = paths.length > 0 ? called : await topOf(await openGit(called, process.env, signal))
  const settings = readSettings(folder)
  for (const problem of settings.problems) warn(problem)
  process.once('SIGINT', () => interrupted.abort())
  const processes = os.availableParallelism()
  const say = createSay()
  const named = options.rules?.map(name => (name === '' ? name : path.resolve(called, name)))
  const rules = await openRules(folder, settings, named, say)
  const setup = setupFor(folder, settings, rules.folders)
  const diagnosers = createDiagnosers({ setup, processes, log: say })
  try {
    const run: Diagnosing = {
      folder,
      setup,
      baseline: knownFindings(options.baseline === undefined ? folder : called, options),
      diagnosers,
      processes,
      signal,
      options: { cache: options.cache },
    }
    const change = await collectChange(await openGit(folder, process.env, signal), options.base, options.head, paths)
    const isLeftOut = createPathPatterns(settings.config.diagnosis.exclude)
    const files = withoutLeftOut(change.contents, paths, folder, isLeftOut)
    const findings = findingsOfChange(await diagnoseFiles(files, run), change)
    signal.throwIfAborted()
    const redactor = createRedactor({ log: () => undefined })
    await redactor.ready()
    const said = await whatModelSays(change, findings, { run, options, redactor, config: settings.config })
    signal.throwIfAborted()
    const made = await makeReview(change, findings, said, redactor)
    print(made, outputs)
    const missing = leftOutText(rules)
    if (missing !== null) warn(missing)
    if (target) {
      const { posted, known } = await postReview(made, target, process.env, signal)
      warn(`${counted(posted, 'comment')} posted, ${known} there already.`)
    }
    return exitCode(made.report, options.failOn, false)
  } catch (error) {
    if (signal.aborted) throw new Interrupted()
    throw error
  } finally {
    diagnosers.dispose()
  }
}

interface Asking {
  run: Diagnosing
  options: ReviewOptions
  redactor: Redactor
  config: ReturnType<typeof readSettings>['config']
}

async function whatModelSays(
  change: Change,
  findings: ChangeFindings,
  { run, options, redactor, config }: Asking,
): Promise<{ remarks: ModelRemark[]; model: ModelPart }> {
  const gatewayUrl = options.gatewayUrl ?? process.env['WAYLINE_GATEWAY_URL'] ?? ''
  if (options.token !== undefined && gatewayUrl === '')
    throw new UsageError('--token is the key of the gateway at --gateway-url.', 'Give both, or neither.')
  if (options.model === false) return without('No model was asked, as you wish.')
  if (options.model === undefined && gatewayUrl === '')
    return without(
      'No model was asked: no gateway is named (--gateway-url, WAYLINE_GATEWAY_URL). --model asks the one of this computer; what a small one says of code is of little value.',
    )
  return askModel(await filesToAsk(change, findings, run), {
    folder: run.folder,
    gatewayUrl: gatewayUrl === '' ? undefined : gatewayUrl,
    token: options.token,
    model: typeof options.model === 'string' ? options.model : null,
    settings: config,
    redactor,
    timeoutMs: options.timeout * 1000,
    signal: run.signal,
  })
}

function without(note: string): { remarks: ModelRemark[]; model: ModelPart } {
  return { remarks: [], model: { name: null, notes: [note] } }
}

function print(made: Review, outputs: readonly Output[]): void {
  const colour = process.stdout.isTTY && !process.env['NO_COLOR']
  writeAll(outputs, made.report.folder, (format, isFile) => formats[format]?.(made, colour && !isFile) ?? '')
  // Programs have them in JSON; what GitHub and GitLab take has no place for them.
  if (!outputs.some(({ format }) => format === 'text')) for (const note of made.model.notes) warn(note)
}

/** A revision that was forgotten is the commonest mistake. */
export function requireBase(base: string | undefined): string {
  if (base !== undefined) return base
  throw new UsageError(
    'It is not known what the change is to be compared with.',
    'Give --base, for example origin/main.',
  )
}
