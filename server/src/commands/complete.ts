import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createCompletionEngine } from '../completion/completion-engine.ts'
import { parseConfig } from '../config.ts'
import { WaylineError } from '../errors.ts'
import { openGateway } from '../gateway/open-gateway.ts'
import type { InsecureFinding } from '../safety/insecure-code/insecure-findings.ts'
import { ensureModel } from './ensure-model.ts'
import { languageOf } from '../syntax/language-of.ts'
import { offsetOf, parsePlace, positionAt, readSource } from './place.ts'

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
  const { config } = parseConfig({
    gateway: { url: options.gatewayUrl, token: options.token },
    completion: { timeoutMs: Math.min(60_000, options.timeout * 1000) },
  })
  const cancelled = new AbortController()
  process.once('SIGINT', () => cancelled.abort())
  const signal = AbortSignal.any([cancelled.signal, AbortSignal.timeout(options.timeout * 1000)])
  const log = (): void => undefined
  const warn = (message: string): void => void process.stderr.write(`wayline: ${message}\n`)
  const gateway = await openGateway(config, { env: process.env, log, warn, signal })
  const engine = createCompletionEngine({
    gateway: () => Promise.resolve(gateway),
    config: () => config,
    context: { at: () => [] },
    log,
  })
  try {
    // Why there is none has been said already.
    if (options.gatewayUrl === undefined && !(await ensureModel(gateway, signal))) return 1
    const begin = performance.now()
    const items = await engine.complete(
      {
        uri: pathToFileURL(place.file).href,
        path: path.relative(process.cwd(), path.resolve(place.file)).split(path.sep).join('/'),
        languageId: languageOf(place.file),
        text,
        offset,
        trigger: 'invoked',
        version: 1,
        canWarn: true,
      },
      signal,
    )
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
  } catch (error) {
    if (cancelled.signal.aborted) throw new WaylineError('timeout', 'Cancelled.')
    if (signal.aborted)
      throw new WaylineError('timeout', `No completion within ${options.timeout} s.`, {
        cause: error,
        remedy: 'Give it longer with --timeout, or see `wayline doctor`.',
      })
    throw error
  } finally {
    engine.dispose()
    await gateway.dispose()
  }
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
