import fs from 'node:fs'
import path from 'node:path'
import type { Model } from '@wayline/inference/api'
import { systemClock } from '../../server/src/completion/clock.ts'
import { createCompletionEngine } from '../../server/src/completion/completion-engine.ts'
import { parseConfig } from '../../server/src/config.ts'
import type { ContextPart } from '../../server/src/context/context-part.ts'
import { createGatewayClient } from '../../server/src/gateway/gateway-client.ts'
import type { Gateway } from '../../server/src/gateway/gateway.ts'
import { noModel, sharedModel } from '../src/home.ts'
import { programs, startProcess, type RunningProcess } from '../src/processes.ts'
import { NotMeasured, type Surroundings } from './part.ts'

/** A place that is asked about. */
export interface Question {
  path: string
  languageId: string
  before: string
  after: string
  /** Whether the rest of the line is wanted, or as much as belongs there. */
  extent: 'line' | 'block'
  /** What the engine may send of other files. */
  context: ContextPart[]
}

/** What came of a question: what is put in, and the whole text then. */
export interface Filled {
  inserted: string
  text: string
}

/** The model twice: with the completion engine in front of it, and with the text around the cursor alone. */
export interface ModelUnderTest {
  readonly model: Model
  engine(question: Question): Promise<Filled>
  naive(question: Question): Promise<Filled>
}

const key = 'eval-key'
/** Nobody waits here, and other work may keep the machine busy. */
const patienceMs = 60_000

let running: Promise<ModelUnderTest> | null = null

/** Starts the gateway in front of the model that the options name, once for all parts. */
export function modelUnderTest(surroundings: Surroundings): Promise<ModelUnderTest> {
  running ??= start(surroundings)
  return running
}

async function start({ options, scratch, say }: Surroundings): Promise<ModelUnderTest> {
  const { kind, url, model: name } = options.engine
  if (!fs.existsSync(programs.gateway)) throw new NotMeasured('The gateway is not built: run `npm run build`.')
  const dataDir = path.join(scratch, 'gateway')
  const args = ['serve', '--port', '0', '--engine', kind, '--data-dir', dataDir, '--exit-with-parent']
  if (url !== null) args.push('--engine-url', url)
  if (name !== null) args.push('--model', name)
  if (kind === 'embedded' && name === null) lendModel(path.join(dataDir, 'models'))
  const gateway = createGatewayClient({ url: await listening(args), token: key })
  const [model] = await gateway.models(AbortSignal.timeout(patienceMs))
  if (!model) throw new NotMeasured('The engine serves no model.')
  say(`the model is ${model.id}`)
  return {
    model,
    engine: question => withEngine(gateway, question),
    naive: question => naively(gateway, model, question),
  }
}

function lendModel(folder: string): void {
  const reason = noModel()
  if (reason !== null) throw new NotMeasured(`No model: ${reason}.`)
  fs.mkdirSync(folder, { recursive: true })
  fs.symlinkSync(sharedModel(), path.join(folder, path.basename(sharedModel())))
}

/** The address that the gateway says it listens at. */
async function listening(args: string[]): Promise<string> {
  const gateway = startProcess(programs.gateway, args, {
    env: { ...process.env, WAYLINE_API_KEY: key },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const message = await Promise.race([new Promise(resolve => gateway.child.once('message', resolve)), ended(gateway)])
  if (typeof message === 'object' && message !== null) {
    if ('url' in message && typeof message.url === 'string') return message.url
    if ('message' in message && typeof message.message === 'string') throw new NotMeasured(message.message)
  }
  throw new NotMeasured(`The gateway did not start. ${gateway.errors()}`)
}

async function ended(gateway: RunningProcess): Promise<null> {
  await gateway.exited
  return null
}

/** The engine as a user has it who asks by hand; a new one each time, so that nothing is remembered. */
async function withEngine(gateway: Gateway, question: Question): Promise<Filled> {
  const { before, after, extent, context, languageId, path: file } = question
  const { config, problems } = parseConfig({
    completion: { timeoutMs: patienceMs, askAhead: false, multiline: extent === 'line' ? 'never' : 'auto' },
  })
  if (problems.length > 0) throw new Error(problems.join(' '))
  const engine = createCompletionEngine({
    gateway: () => Promise.resolve(gateway),
    config: () => config,
    context: { at: () => context },
    log: () => undefined,
    clock: systemClock,
  })
  try {
    const request = {
      uri: `file:///project/${file}`,
      path: file,
      languageId,
      text: before + after,
      offset: before.length,
      trigger: 'invoked' as const,
      version: 1,
    }
    const [item] = await engine.complete(request, new AbortController().signal)
    if (!item) return { inserted: '', text: before + after }
    const { insertText, replace } = item
    return { inserted: insertText, text: before + insertText + (before + after).slice(replace.end) }
  } finally {
    engine.dispose()
  }
}

/** The file alone in the model's own format, and what the model says of it: the rest of the line, or all. */
async function naively(gateway: Gateway, model: Model, question: Question): Promise<Filled> {
  const { before, after, extent, languageId, path: file } = question
  const { lineTokens, blockTokens } = model.wayline.budgets
  const request = {
    model: model.id,
    prompt: before,
    suffix: after,
    path: file,
    language: languageId,
    max_tokens: extent === 'line' ? lineTokens : blockTokens,
    temperature: 0,
  }
  let text = ''
  for await (const event of gateway.complete(request, AbortSignal.timeout(patienceMs))) {
    if (event.type === 'completion-delta') text += event.text
    if (extent === 'line' && text.includes('\n')) break
  }
  const inserted = extent === 'line' ? (text.split('\n')[0] ?? '') : text
  return { inserted, text: before + inserted + after }
}
