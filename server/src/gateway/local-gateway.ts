import fs from 'node:fs'
import path from 'node:path'
import { Health, localGateway, surroundings, type LocalGateway } from '@wayline/inference/api'
import { gatewayHttp } from './gateway-http.ts'
import { gatewayBuild, gatewayProgram } from './gateway-program.ts'
import type { GatewayAddress } from './gateway.ts'
import { poll } from './poll.ts'
import { startLocalGateway } from './start-local-gateway.ts'

export interface LocalGatewayOptions {
  env: NodeJS.ProcessEnv
  log: (message: string) => void
  /** Told what the user should know of although the gateway can be used. */
  warn: (message: string) => void
  signal: AbortSignal
  /** Defaults to the gateway this build came with. */
  program?: string
}

const stopLimitMs = 5000

/**
 * Address of the user's own gateway, which all editors share: the running one if it is of this build, else a new one,
 * which outlives this process and holds none of its pipes. Several editors may start at once: the gateway's own lock
 * lets one through, and the others connect to that one.
 */
export async function ensureLocalGateway(options: LocalGatewayOptions): Promise<GatewayAddress> {
  const { env, log, warn, signal, program = gatewayProgram() } = options
  const place = localGateway({ ...surroundings(), env })
  const build = gatewayBuild(program)
  const running = await probe(place, signal)
  if (running && isOurs(running, build)) {
    const problem = otherModel(running, env)
    if (problem !== null) warn(problem)
    return addressOf(place)
  }
  if (running) {
    log(`A gateway of another build (${running.build}) is running; it is replaced.`)
    await stop(place, signal)
  }
  log('Starting the local gateway.')
  const isUp = async (): Promise<boolean> => {
    const health = await probe(place, signal)
    return health !== null && isOurs(health, build)
  }
  await startLocalGateway({ place, program, env, signal, isUp })
  return addressOf(place)
}

function isOurs(health: Health, build: string | null): boolean {
  return build === null || health.build === build
}

/** One gateway holds one model: the first who needs it decides which, and whoever wishes for another is told. */
function otherModel({ engine }: Health, env: NodeJS.ProcessEnv): string | null {
  const wished = env['WAYLINE_MODEL']
  if (!wished || engine.model === undefined) return null
  const id = path.basename(wished).replace(/\.gguf$/i, '')
  if (id.toLowerCase() === engine.model.toLowerCase()) return null
  return `The gateway that all editors share answers with ${engine.model}, although WAYLINE_MODEL here says ${wished}. \`wayline start --model ${wished}\` puts that in its place.`
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

async function stop(place: LocalGateway, signal: AbortSignal): Promise<void> {
  const http = gatewayHttp(addressOf(place))
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

/** The key is read anew each time: a gateway that was set up again has another one. `WAYLINE_API_KEY` is for other gateways. */
function addressOf(place: LocalGateway): GatewayAddress {
  return { url: 'http://localhost', socket: place.socket, token: readKey(place) }
}

function readKey(place: LocalGateway): string {
  try {
    return fs.readFileSync(place.keyFile, 'utf8').trim()
  } catch {
    // The gateway then answers that the key is not accepted, which says what to do.
    return ''
  }
}
