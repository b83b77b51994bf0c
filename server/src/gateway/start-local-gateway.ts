import { spawn } from 'node:child_process'
import fs from 'node:fs'
import type { LocalGateway } from '@wayline/inference/api'
import { isDiskFull, WaylineError } from '../errors.ts'
import { meaning } from './gateway-failures.ts'
import { GatewayMessage } from './gateway-message.ts'
import { nodeEnvironment } from './gateway-program.ts'
import { poll } from './poll.ts'

export interface StartLocalGatewayOptions {
  place: LocalGateway
  program: string
  env: NodeJS.ProcessEnv
  signal: AbortSignal
  /** Whether a gateway that serves as well as this one answers by now. */
  isUp: () => Promise<boolean>
}

/** A gateway that takes longer than this to open its socket is not coming. */
const startLimitMs = 15_000

/** Starts the user's own gateway and waits until it answers. It outlives this process and holds none of its pipes. */
export async function startLocalGateway({
  place,
  program,
  env,
  signal,
  isUp,
}: StartLocalGatewayOptions): Promise<void> {
  const log = openLog(place)
  let exitCode: number | null = null
  let startError: Error | null = null
  let refusal: WaylineError | null = null
  try {
    const child = spawn(process.execPath, [program, 'serve', '--local', '--data-dir', place.dataDir], {
      cwd: place.dataDir,
      detached: true,
      env: nodeEnvironment(env),
      // Its last words go to a file; the channel, over which it says why it does not start, is let go of as soon as it has started.
      stdio: ['ignore', 'ignore', log, 'ipc'],
      windowsHide: true,
    })
    child.on('error', error => (startError = error))
    child.on('exit', code => (exitCode = code ?? 1))
    child.on('message', message => {
      const { data } = GatewayMessage.safeParse(message)
      if (data?.type === 'gateway-failed') refusal = refusalOf(data)
      if (child.connected) child.disconnect()
    })
    child.channel?.unref()
    child.unref()
  } finally {
    fs.closeSync(log)
  }
  let goneSince: number | null = null
  const hasStarted = await poll(startLimitMs, signal, async () => {
    if (await isUp()) return true
    if (refusal) throw refusal
    if (startError) throw failure(place, startError)
    if (exitCode !== null) goneSince ??= Date.now()
    // One that lost the race for the lock has gone, but the winner is about to listen.
    if (goneSince !== null && Date.now() - goneSince > graceFor(place)) throw failure(place)
    return false
  })
  if (!hasStarted) throw failure(place)
}

/** A model that is missing is a state of its own, which somebody can do something about; everything else is a gateway that does not start. */
function refusalOf({ code, message, remedy, missingModel }: GatewayMessage & { type: 'gateway-failed' }): WaylineError {
  const options = { isRetryable: true, ...(remedy ? { remedy } : {}), ...(missingModel ? { missingModel } : {}) }
  return meaning(code) === 'model_missing'
    ? new WaylineError('model_missing', message, options)
    : new WaylineError('local_gateway_failed', `The local gateway did not start: ${message}`, options)
}

function graceFor(place: LocalGateway): number {
  return fs.existsSync(place.lockFile) ? 5000 : 300
}

/** Opens the log for appending. */
function openLog(place: LocalGateway): number {
  try {
    fs.mkdirSync(place.dataDir, { recursive: true, mode: 0o700 })
    return fs.openSync(place.logFile, 'a', 0o600)
  } catch (error) {
    const [message, remedy] = isDiskFull(error)
      ? [`The disk of ${place.dataDir} is full.`, 'Make room and try again.']
      : [
          `The folder ${place.dataDir} cannot be written.`,
          'Make it writable, or set WAYLINE_DATA_DIR to a folder that is.',
        ]
    throw new WaylineError('local_gateway_failed', message, { cause: error, remedy })
  }
}

function failure(place: LocalGateway, cause?: unknown): WaylineError {
  return new WaylineError('local_gateway_failed', 'The local gateway did not start.', {
    cause,
    isRetryable: true,
    remedy: `Its log is ${place.logFile}.`,
  })
}
