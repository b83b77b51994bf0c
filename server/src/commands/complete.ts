import fs from 'node:fs'
import path from 'node:path'
import { createCompletionEngine } from '../completion/completion-engine.ts'
import { parseConfig } from '../config.ts'
import { WaylineError } from '../errors.ts'
import { openGateway } from '../gateway/open-gateway.ts'
import { ensureModel } from './ensure-model.ts'
import { languageOf } from './language-of.ts'
import { UsageError } from './report-error.ts'

export interface CompleteOptions {
  json?: boolean
  gatewayUrl?: string
  token?: string
  timeout: number
}

export interface Place {
  file: string
  /** From 1. */
  line: number
  /** From 1, in characters as editors show them. */
  column: number
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
  const gateway = await openGateway(config, { env: process.env, log, signal })
  const engine = createCompletionEngine({ gateway: () => Promise.resolve(gateway), config: () => config, log })
  try {
    if (options.gatewayUrl === undefined) await ensureModel(gateway, signal)
    const begin = performance.now()
    const items = await engine.complete(
      {
        uri: new URL(`file://${path.resolve(place.file)}`).href,
        path: path.relative(process.cwd(), path.resolve(place.file)).split(path.sep).join('/'),
        languageId: languageOf(place.file),
        text,
        offset,
        trigger: 'invoked',
        version: 1,
      },
      signal,
    )
    const latencyMs = Math.round(performance.now() - begin)
    const shown = items.map(({ insertText, replace }) => ({
      insertText,
      range: { start: positionAt(text, replace.start), end: positionAt(text, replace.end) },
    }))
    const model = items[0]?.model ?? (await gateway.models(signal))[0]?.id ?? null
    if (options.json) process.stdout.write(`${JSON.stringify({ items: shown, model, latencyMs }, null, 2)}\n`)
    else
      print(
        text,
        offset,
        shown.map(({ insertText }) => insertText),
        `${model ?? 'no model'}, ${latencyMs} ms`,
      )
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

/** Reads FILE:LINE:COLUMN; the file's name may itself have colons. */
export function parsePlace(argument: string): Place {
  const found = /^(.+):(\d+):(\d+)$/.exec(argument)
  const [, file, line, column] = found ?? []
  if (!file || !Number(line) || !Number(column)) {
    throw new UsageError(
      `${JSON.stringify(argument)} is no place in a file.`,
      'Write FILE:LINE:COLUMN, both from 1, for example src/main.py:12:5.',
    )
  }
  return { file, line: Number(line), column: Number(column) }
}

function readSource(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (cause) {
    throw new WaylineError('file_unreadable', `The file ${file} cannot be read.`, {
      cause,
      remedy: 'Check the path and its permissions.',
    })
  }
}

/** UTF-16 offset of the place; a column past the end of its line is the end of it. */
export function offsetOf(text: string, { file, line, column }: Place): number {
  const lines = text.split('\n')
  const wanted = lines[line - 1]?.replace(/\r$/, '')
  if (wanted === undefined)
    throw new UsageError(`${file} has ${lines.length} lines, so there is no line ${line}.`, 'Lines are counted from 1.')
  const before = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0)
  return before + widthOf(wanted, column - 1)
}

/** UTF-16 length of so many characters of a line, a character being what a reader takes for one. */
function widthOf(line: string, characters: number): number {
  const segments = [...new Intl.Segmenter().segment(line)]
  return segments[characters]?.index ?? line.length
}

/** LSP position of an offset: line and UTF-16 character, from 0. */
function positionAt(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
}

function print(text: string, offset: number, candidates: string[], note: string): void {
  const colour = process.stdout.isTTY && !process.env['NO_COLOR']
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  for (const candidate of candidates) {
    process.stdout.write(`${line}${colour ? `\u001b[32m${candidate}\u001b[39m` : candidate}\n`)
  }
  if (candidates.length === 0) process.stdout.write('Nothing to offer here.\n')
  process.stderr.write(`(${note})\n`)
}
