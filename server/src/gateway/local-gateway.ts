import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { Health, localGateway, surroundings, type LocalGateway } from '@wayline/inference/api'
import { WaylineError } from '../errors.ts'
import { gatewayHttp } from './gateway-http.ts'
import { gatewayBuild, gatewayProgram, nodeEnvironment } from './gateway-program.ts'
import type { GatewayAddress } from './gateway.ts'

export interface LocalGatewayOptions {
  env: NodeJS.ProcessEnv
  log: (message: string) => void
  signal: AbortSignal
  /** Defaults to the gateway this build came with. */
  program?: string
}

/** A gateway that takes longer than this to open its socket is not coming. */
const startLimitMs = 15_000
const stopLimitMs = 5000
const pollMs = { first: 20, longest: 200 }

/**
 * Address of the user's own gateway, which all editors share: the running one if it is of this build, else a new one,
 * which outlives this process and holds none of its pipes. Several editors may start at once: the gateway's own lock
 * lets one through, and the others connect to that one.
 */
export async function ensureLocalGateway({ env, log, signal, ...rest }: LocalGatewayOptions): Promise<GatewayAddress> {
  const place = localGateway({ ...surroundings(), env })
  const program = rest.program ?? gatewayProgram()
  const build = gatewayBuild(program)
  const running = await probe(place, signal)
  if (running && isOurs(running, build)) return addressOf(place, env)
  if (running) {
    log(`A gateway of another build (${running.build}) is running; it is replaced.`)
    await stop(place, env, signal)
  }
  log('Starting the local gateway.')
  await start(place, program, build, env, signal)
  return addressOf(place, env)
}

function isOurs(health: Health, build: string | null): boolean {
  return build === null || health.build === build
}

/** Health of whatever listens at the local socket; null when nothing does. */
async function probe(place: LocalGateway, signal: AbortSignal): Promise<Health | null> {
  const http = gatewayHttp({ url: 'http://localhost', socket: place.socket, token: '' })
  try {
    const { text } = await http.read('GET', '/healthz', AbortSignal.any([signal, AbortSignal.timeout(2000)]))
    return Health.parse(JSON.parse(text))
  } catch {
    // Not there, not answering or not a gateway: in each case there is none to use.
    signal.throwIfAborted()
    return null
  } finally {
    await http.dispose()
  }
}

async function stop(place: LocalGateway, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const http = gatewayHttp(addressOf(place, env))
  try {
    await http.read('POST', '/api/v1/shutdown', AbortSignal.any([signal, AbortSignal.timeout(2000)]))
  } catch {
    // It may close the connection before it answers; whether it went is seen below.
    signal.throwIfAborted()
  } finally {
    await http.dispose()
  }
  await poll(stopLimitMs, signal, async () => (await probe(place, signal)) === null)
}

async function start(
  place: LocalGateway,
  program: string,
  build: string | null,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> {
  const said = openLog(place)
  let exitCode: number | null = null
  let startError: Error | null = null
  try {
    const child = spawn(process.execPath, [program, 'serve', '--local', '--data-dir', place.dataDir], {
      cwd: place.dataDir,
      detached: true,
      env: nodeEnvironment(env),
      // Its last words go to a file, so that it holds no pipe of ours and outlives us in peace.
      stdio: ['ignore', 'ignore', said.file],
      windowsHide: true,
    })
    child.on('error', error => (startError = error))
    child.on('exit', code => (exitCode = code ?? 1))
    child.unref()
  } finally {
    fs.closeSync(said.file)
  }
  let goneSince: number | null = null
  const isUp = await poll(startLimitMs, signal, async () => {
    const health = await probe(place, signal)
    if (health && isOurs(health, build)) return true
    if (startError) throw failure(place, said.size, startError)
    if (exitCode !== null) goneSince ??= Date.now()
    // One that lost the race for the lock has gone, but the winner is about to listen.
    if (goneSince !== null && Date.now() - goneSince > graceFor(place)) throw failure(place, said.size)
    return false
  })
  if (!isUp) throw failure(place, said.size)
}

function graceFor(place: LocalGateway): number {
  return fs.existsSync(place.lockFile) ? 5000 : 300
}

/** Opens the log for appending and tells where new text will begin. */
function openLog(place: LocalGateway): { file: number; size: number } {
  try {
    fs.mkdirSync(place.dataDir, { recursive: true, mode: 0o700 })
    const file = fs.openSync(place.logFile, 'a', 0o600)
    return { file, size: fs.fstatSync(file).size }
  } catch (error) {
    throw new WaylineError('local_gateway_failed', `The folder ${place.dataDir} cannot be written.`, {
      cause: error,
      remedy: 'Make it writable, or set WAYLINE_DATA_DIR to a folder that is.',
    })
  }
}

function failure(place: LocalGateway, logStart: number, cause?: unknown): WaylineError {
  const reason = lastWords(place, logStart)
  return new WaylineError(
    'local_gateway_failed',
    reason ? `The local gateway did not start: ${reason}` : 'The local gateway did not start.',
    { cause, isRetryable: true, ...(reason ? {} : { remedy: `Its log is ${place.logFile}.` }) },
  )
}

/** The sentence that the gateway left when it gave up, if it left one. */
function lastWords(place: LocalGateway, logStart: number): string | null {
  try {
    const text = fs.readFileSync(place.logFile).subarray(logStart).toString('utf8')
    const sentence = text.split('\n').findLast(line => line.startsWith('wayline: '))
    return sentence?.slice('wayline: '.length).trim() ?? null
  } catch {
    // Without a log there is no reason to tell.
    return null
  }
}

/** The key is read anew each time: a gateway that was set up again has another one. */
function addressOf(place: LocalGateway, env: NodeJS.ProcessEnv): GatewayAddress {
  return { url: 'http://localhost', socket: place.socket, token: env['WAYLINE_API_KEY'] ?? readKey(place) }
}

function readKey(place: LocalGateway): string {
  try {
    return fs.readFileSync(place.keyFile, 'utf8').trim()
  } catch {
    // The gateway then answers that the key is not accepted, which says what to do.
    return ''
  }
}

async function poll(limitMs: number, signal: AbortSignal, isThere: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + limitMs
  for (let waitMs = pollMs.first; Date.now() < deadline; waitMs = Math.min(waitMs * 1.5, pollMs.longest)) {
    if (await isThere()) return true
    await delay(waitMs, undefined, { signal })
  }
  return isThere()
}
