import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createCompletionEngine } from '../completion/completion-engine.ts'
import type { CompletionRequest } from '../completion/completion-item.ts'
import { parseConfig } from '../config.ts'
import { WaylineError } from '../errors.ts'
import { openGateway } from '../gateway/open-gateway.ts'
import { createBoundary } from '../safety/boundary.ts'
import type { InsecureFinding } from '../safety/insecure-code/insecure-findings.ts'
import { ensureModel } from './ensure-model.ts'
import { languageOf } from '../syntax/language-of.ts'
import { offsetOf, parsePlace, positionAt, readSource } from './place.ts'
import { Interrupted } from './report-error.ts'

export interface CompleteOptions {
  json?: boolean
  gatewayUrl?: string
  token?: string
  timeout: number
}

interface Candidate {
  insertText: string
  warning?: InsecureFinding
}

/** `complete FILE:LINE:COLUMN`: one completion, as an editor would get it. */
export async function runComplete(argument: string, options: CompleteOptions): Promise<number> {
  const place = parsePlace(argument)
  const text = readSource(place.file)
  const offset = offsetOf(text, place)
  const cancelled = new AbortController()
  process.once('SIGINT', () => cancelled.abort())
  const timed = (): AbortSignal => AbortSignal.any([cancelled.signal, AbortSignal.timeout(options.timeout * 1000)])
  try {
    return await completeAt({ file: place.file, text, offset }, options, timed)
  } catch (error) {
    if (cancelled.signal.aborted) throw new Interrupted()
    if (!isTimeOut(error)) throw error
    throw new WaylineError('timeout', `No completion within ${options.timeout} s.`, {
      cause: error,
      remedy: 'Give it longer with --timeout, or see `wayline doctor`.',
    })
  }
}

interface Source {
  file: string
  text: string
  offset: number
}

/** Opens the gateway, asks it, and prints what it says. `timed` begins the time anew: what a model takes to be fetched does not count. */
async function completeAt(source: Source, options: CompleteOptions, timed: () => AbortSignal): Promise<number> {
  const { text, offset } = source
  const { config } = parseConfig({
    gateway: { url: options.gatewayUrl, token: options.token },
    // Its own limit is the longest there is: what the command line says comes before it.
    completion: { timeoutMs: 60_000 },
  })
  const boundary = createBoundary({ settings: () => config, roots: () => [] })
  const request = requestFor(source)
  if (boundary.excludes(request)) {
    printExcluded(source.file, options)
    return 0
  }
  const log = (): void => undefined
  const warn = (message: string): void => void process.stderr.write(`wayline: ${message}\n`)
  const opening = timed()
  const gateway = await openGateway(config, { env: process.env, log, warn, signal: opening })
  const engine = createCompletionEngine({
    gateway: () => Promise.resolve(gateway),
    config: () => config,
    context: { at: () => [] },
    boundary,
    log,
  })
  try {
    // Why there is none has been said already.
    if (options.gatewayUrl === undefined && !(await ensureModel(gateway, opening))) return 1
    const signal = timed()
    const begin = performance.now()
    const items = await engine.complete(request, signal)
    signal.throwIfAborted()
    const latencyMs = Math.round(performance.now() - begin)
    const shown = items.map(({ insertText, replace, warning }) => ({
      insertText,
      range: { start: positionAt(text, replace.start), end: positionAt(text, replace.end) },
      ...(warning ? { warning } : {}),
    }))
    const model = items[0]?.model ?? (await gateway.models(signal))[0]?.id ?? null
    if (options.json) process.stdout.write(`${JSON.stringify({ items: shown, model, latencyMs }, null, 2)}\n`)
    else print(text, offset, shown, `${model ?? 'no model'}, ${latencyMs} ms`)
    return 0
  } finally {
    engine.dispose()
    await gateway.dispose()
  }
}

function requestFor({ file, text, offset }: Source): CompletionRequest {
  return {
    uri: pathToFileURL(file).href,
    path: path.relative(process.cwd(), path.resolve(file)).split(path.sep).join('/'),
    languageId: languageOf(file),
    text,
    offset,
    trigger: 'invoked',
    version: 1,
    canWarn: true,
  }
}

/** No gateway is asked, nor started, for a file that stays on this computer. */
function printExcluded(file: string, { json }: CompleteOptions): void {
  if (json)
    process.stdout.write(`${JSON.stringify({ items: [], model: null, latencyMs: 0, isExcluded: true }, null, 2)}\n`)
  else
    process.stdout.write(`${file} is excluded: nothing of it ever leaves this computer, so nothing is offered in it.\n`)
}

/** Whether the time was up, ours or, where that is as long, the engine's. */
function isTimeOut(error: unknown): boolean {
  if (error instanceof WaylineError) return error.code === 'timeout'
  return error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name)
}

function print(text: string, offset: number, candidates: Candidate[], note: string): void {
  const colour = process.stdout.isTTY && !process.env['NO_COLOR']
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  for (const { insertText, warning } of candidates) {
    process.stdout.write(`${line}${colour ? `\u001b[32m${insertText}\u001b[39m` : insertText}\n`)
    if (warning) process.stderr.write(`Warning: CWE-${warning.cwe}: ${warning.message}\n`)
  }
  if (candidates.length === 0) process.stdout.write('Nothing to offer here.\n')
  process.stderr.write(`(${note})\n`)
}
