import { setTimeout as delay } from 'node:timers/promises'
import { request } from 'undici'
import { createDispatcher } from '../api/dispatcher.ts'
import type { LocalGateway } from '../api/index.ts'
import { GatewayError } from '../errors.ts'
import { acquireLock, type Holder, type Lock } from '../models/store/file-lock.ts'
import { isAlive } from '../models/store/is-alive.ts'

/** Longest wait for another gateway to end, in milliseconds. */
const patienceMs = 10_000

export interface TakeOverOptions {
  place: LocalGateway
  build: string
  key: string
  /** Whether a gateway of the same build is to make way as well. */
  replaceSameBuild: boolean
}

/**
 * The lock of the user's own gateway, or null when one of the same build has it already and serves as well as this one
 * would. A gateway of another build is asked to end, and waited for.
 */
export async function takeOver(options: TakeOverOptions): Promise<Lock | null> {
  const { place, build } = options
  for (;;) {
    const attempt = acquireLock(place.lockFile, build)
    if ('lock' in attempt) return attempt.lock
    if (attempt.holder.build === build && !options.replaceSameBuild) return null
    await askToEnd(options)
    await waitForEnd(attempt.holder, place)
  }
}

async function askToEnd({ place, key }: TakeOverOptions): Promise<void> {
  const dispatcher = createDispatcher({ socketPath: place.socket })
  try {
    await request('http://localhost/api/v1/shutdown', {
      method: 'POST',
      dispatcher,
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(5000),
    })
  } catch {
    // It may be starting or ending right now; whether it goes is seen from its process.
  } finally {
    await dispatcher.destroy()
  }
}

async function waitForEnd(holder: Holder, place: LocalGateway): Promise<void> {
  const end = Date.now() + patienceMs
  while (isAlive(holder.pid)) {
    await delay(25)
    if (Date.now() < end) continue
    throw new GatewayError(
      'locked',
      `Another gateway (process ${holder.pid}) is using ${place.dataDir} and does not end.`,
      {
        remedy: `End process ${holder.pid}, or give this one its own folder with --data-dir.`,
      },
    )
  }
}
