import fs from 'node:fs'
import type { Health, LocalGateway } from '@wayline/inference/api'
import { parseConfig } from '../../config.ts'
import { WaylineError } from '../../errors.ts'
import { createGatewayClient } from '../../gateway/gateway-client.ts'
import { gatewayBuild, gatewayProgram } from '../../gateway/gateway-program.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import { openGateway } from '../../gateway/open-gateway.ts'
import type { Finding } from './finding.ts'
import { memoryOf } from './memory.ts'

/** One that takes longer than this to say how it is, is not well. */
const answerLimitMs = 5000

/** How the user's own gateway is, if one runs; starting one is not a doctor's business. */
export async function checkLocalGateway(place: LocalGateway): Promise<Finding[]> {
  const token = readKey(place.keyFile)
  const health = await ask(createGatewayClient({ url: 'http://localhost', socket: place.socket, token }))
  if (health instanceof WaylineError) return [localFailure(health, place)]
  const memory = await memoryOf(health.pid)
  const resident = memory === null ? '' : `, ${Math.round(memory.residentMiB)} MiB with its engine`
  const text = `process ${health.pid}, build ${health.build}${resident}`
  return [
    health.build === ourBuild()
      ? { what: 'Gateway', state: 'ok', text }
      : {
          what: 'Gateway',
          state: 'warning',
          text: `${text}, not this build`,
          remedy: 'Open an editor; it puts one of this build in its place.',
        },
    engineFinding(health, `\`${place.logFile}\` says more.`),
  ]
}

function localFailure(error: WaylineError, { lockFile }: LocalGateway): Finding {
  const what = 'Gateway'
  switch (error.code) {
    case 'gateway_unreachable':
      return { what, state: 'ok', text: 'not running; it is started when an editor needs it' }
    default: {
      const remedy = `End its process, whose number is in ${lockFile}; the next editor starts another.`
      return { what, state: 'failure', text: sentence(error), remedy }
    }
  }
}

/** Whether a company's gateway can be reached, and takes the key. */
export async function checkCompanyGateway(
  { url, token }: { url: string; token: string | undefined },
  env: NodeJS.ProcessEnv,
): Promise<Finding[]> {
  const health = await askCompany(parseConfig({ gateway: { url, token } }).config, env)
  if (!(health instanceof WaylineError)) {
    const gateway: Finding = { what: 'Gateway', state: 'ok', text: `${url}, version ${health.version}` }
    return [gateway, engineFinding(health, 'Ask whoever runs the gateway.')]
  }
  const remedy = health.remedy ?? 'Ask whoever runs the gateway.'
  return [{ what: 'Gateway', state: 'failure', text: sentence(health), remedy }]
}

async function askCompany(
  config: ReturnType<typeof parseConfig>['config'],
  env: NodeJS.ProcessEnv,
): Promise<Health | WaylineError> {
  try {
    return await ask(
      await openGateway(config, {
        env,
        log: () => undefined,
        warn: () => undefined,
        signal: AbortSignal.timeout(answerLimitMs),
      }),
    )
  } catch (error) {
    if (error instanceof WaylineError) return error
    throw error
  }
}

/** How a gateway is, once it has also taken the key; or why that cannot be told. */
async function ask(gateway: Gateway): Promise<Health | WaylineError> {
  const signal = AbortSignal.timeout(answerLimitMs)
  try {
    const health = await gateway.health(signal)
    await gateway.models(signal)
    return health
  } catch (error) {
    if (error instanceof WaylineError) return error
    if (!signal.aborted) throw error
    return new WaylineError('timeout', 'The gateway takes the connection, but does not answer.', { cause: error })
  } finally {
    await gateway.dispose()
  }
}

function engineFinding({ engine }: Health, fallback: string): Finding {
  const what = 'Engine'
  const { kind, reason = `${kind} is ${engine.state}`, remedy } = engine
  switch (engine.state) {
    case 'ready':
      return { what, state: 'ok', text: `${kind} is ready` }
    case 'starting':
      return {
        what,
        state: 'warning',
        text: reason,
        remedy: remedy ?? 'Wait a moment; a large model takes long to load.',
      }
    case 'failed':
      return { what, state: 'failure', text: reason, remedy: remedy ?? fallback }
  }
}

function ourBuild(): string | null {
  try {
    return gatewayBuild(gatewayProgram())
  } catch {
    // That it is not built is another finding.
    return null
  }
}

function readKey(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8').trim()
  } catch {
    // The gateway then answers that the key is not accepted, which says what to do.
    return ''
  }
}

/** Findings go on after their text, so a sentence loses its full stop. */
function sentence({ message }: WaylineError): string {
  return message.replace(/\.$/, '')
}
