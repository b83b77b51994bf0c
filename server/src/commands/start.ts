import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { localGateway, surroundings } from '@wayline/inference/api'
import { WaylineError } from '../errors.ts'
import { createGatewayClient } from '../gateway/gateway-client.ts'
import { GatewayMessage } from '../gateway/gateway-message.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { editors } from './editors/editors.ts'
import { exitCodeOf, runGatewayProgram, startGatewayProgram } from './gateway-process.ts'
import { messages, type Messages } from './messages.ts'
import { Interrupted } from './report-error.ts'

export interface StartOptions {
  port?: number
  model?: string
  dataDir?: string
}

const defaultPort = 9295
const sample = {
  prompt: 'def fibonacci(n):\n    """Return the n-th Fibonacci number."""\n    if n < 2:\n        return',
  suffix: '\n',
}

/** `start`: gateway, model and a completion that shows that both work; then in the foreground until Ctrl-C. */
export async function runStart(options: StartOptions): Promise<number> {
  const say = messages(process.env)
  const interrupted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort())
  if (options.dataDir) useFolder(path.resolve(options.dataDir), say)
  if (!options.model && !process.env['WAYLINE_MODEL'] && !hasModel()) {
    const pulled = (await runGatewayProgram(['model', 'pull'])) === 0
    if (interrupted.signal.aborted) throw new Interrupted()
    if (!pulled) process.stdout.write(`${say.withoutModel}\n`)
  }
  const { child, listening } = await startGateway(options, say).catch((error: unknown) => {
    // From the terminal Ctrl-C reaches the gateway as well, which then ends before it listens.
    throw interrupted.signal.aborted ? new Interrupted() : error
  })
  const ended = exitCodeOf(child)
  // Ctrl-C reaches the gateway from the terminal as well, and a second signal would cut its ending short; that we let go of it is enough.
  const stop = (): void => {
    if (child.connected) child.disconnect()
  }
  interrupted.signal.addEventListener('abort', stop)
  try {
    interrupted.signal.throwIfAborted()
    await introduce(listening, say, interrupted.signal)
  } catch (error) {
    stop()
    await ended
    throw interrupted.signal.aborted ? new Interrupted() : error
  }
  const exitCode = await ended
  if (interrupted.signal.aborted) return 0
  process.stderr.write('wayline: The gateway has ended.\n')
  return exitCode
}

/** From here on everything that is started keeps its files there; what the user starts must be told. */
function useFolder(dataDir: string, say: Messages): void {
  process.env['WAYLINE_DATA_DIR'] = dataDir
  process.stdout.write(`${say.ownFolder(dataDir)}\n`)
}

function hasModel(): boolean {
  const { modelsDir } = localGateway(surroundings())
  return fs.existsSync(modelsDir) && fs.readdirSync(modelsDir).some(name => name.endsWith('.gguf'))
}

type Listening = Extract<GatewayMessage, { type: 'gateway-listening' }>

/** On the port that was asked for; if none was and the usual one is taken, on any free one. */
async function startGateway(
  options: StartOptions,
  say: Messages,
): Promise<{ child: ChildProcess; listening: Listening }> {
  try {
    return await startOn(options.port ?? defaultPort, options)
  } catch (error) {
    if (options.port !== undefined || !(error instanceof PortTaken)) throw error
    const started = await startOn(0, options)
    process.stdout.write(`${say.portTaken(defaultPort, started.listening.url ?? '')}\n`)
    return started
  }
}

class PortTaken extends WaylineError {}

async function startOn(port: number, { model }: StartOptions): Promise<{ child: ChildProcess; listening: Listening }> {
  const child = startGatewayProgram(
    ['serve', '--with-socket', '--exit-with-parent', '--port', String(port), ...(model ? ['--model', model] : [])],
    true,
  )
  const ended = once(child, 'exit').then(() => null)
  for (;;) {
    const message = await Promise.race([once(child, 'message').then(([value]: unknown[]) => value), ended])
    const parsed = GatewayMessage.safeParse(message)
    if (message === null)
      throw new WaylineError('local_gateway_failed', 'The gateway ended before it listened.', {
        remedy: '`wayline doctor` tells what is wrong.',
      })
    if (!parsed.success) continue
    if (parsed.data.type === 'gateway-listening') return { child, listening: parsed.data }
    const { code, message: sentence, remedy } = parsed.data
    await ended
    const Failure = code === 'port_in_use' ? PortTaken : WaylineError
    throw new Failure('local_gateway_failed', sentence, remedy ? { remedy } : {})
  }
}

async function introduce(listening: Listening, say: Messages, signal: AbortSignal): Promise<void> {
  const { dataDir, keyFile } = localGateway(surroundings())
  const token = fs.readFileSync(keyFile, 'utf8').trim()
  const gateway = createGatewayClient({ url: listening.url ?? '', token })
  try {
    const [model] = await gateway.models(signal)
    const row = (label: string, text: string): void => void process.stdout.write(`  ${label.padEnd(11)} ${text}\n`)
    process.stdout.write(`\n${bold(say.title)}\n\n`)
    row(say.address, listening.url ?? '')
    row(say.model, `${model?.id ?? '–'} (${model?.wayline.profile ?? '–'})`)
    row(say.key, listening.keyFile ?? say.keyInEnvironment)
    row(say.data, dataDir)
    await selfCheck(gateway, say, row, signal)
    // Behind the `#` the key reaches the page and nobody else: browsers keep it from every server.
    if (listening.playground)
      process.stdout.write(`\n${say.playground}\n  ${bold(`${listening.playground}#key=${token}`)}\n`)
    process.stdout.write(`\n${say.connect}\n`)
    process.stdout.write(`  npx wayline editors NAME   ${say.everyEditor}\n`)
    process.stdout.write(`  ${editors.map(({ id }) => id).join(', ')}\n`)
    process.stdout.write(`\n${say.stop}\n`)
  } finally {
    await gateway.dispose()
  }
}

/** One real completion: what the model says to a few lines of code, and how long it took. */
async function selfCheck(
  gateway: Gateway,
  say: Messages,
  row: (label: string, text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const request = {
    ...sample,
    path: 'fibonacci.py',
    language: 'python',
    max_tokens: 16,
    temperature: 0,
    session: 'self-check',
    stop: ['\n'],
  }
  try {
    // The first answer also loads the model; what a user will feel is the one after it.
    await finished(gateway.complete({ ...request, max_tokens: 0 }, signal))
    const begin = performance.now()
    let firstMs: number | null = null
    let text = ''
    for await (const event of gateway.complete(request, signal)) {
      if (event.type !== 'completion-delta') continue
      firstMs ??= performance.now() - begin
      text += event.text
    }
    const latency = `${Math.round(performance.now() - begin)} ms`
    const first = firstMs === null ? '' : `, first token ${Math.round(firstMs)} ms`
    row(say.completion, `if n < 2: return${bold(text.trimEnd())}   (${latency}${first})`)
  } catch (error) {
    if (signal.aborted) throw error
    const known = error instanceof WaylineError ? error : null
    row(say.noCompletion, `${known?.message ?? 'The engine did not answer.'} ${known?.remedy ?? ''}`)
  }
}

async function finished(events: AsyncIterable<unknown>): Promise<void> {
  const iterator = events[Symbol.asyncIterator]()
  while (!(await iterator.next()).done);
}

function bold(text: string): string {
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? `\u001b[1m${text}\u001b[22m` : text
}
