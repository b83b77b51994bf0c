import * as z from 'zod'
import type { Gateway } from '../gateway/gateway.ts'
import { runGatewayProgram } from './gateway-process.ts'

const missing = z.object({
  engine: z.object({ kind: z.literal('embedded'), state: z.literal('failed'), reason: z.string() }),
})

/** Pulls the embedded model, with progress on stderr, if that is what the gateway lacks. False when it could not be had. */
export async function ensureModel(gateway: Gateway, signal: AbortSignal): Promise<boolean> {
  const health = await gateway.health(signal)
  if (!missing.safeParse(health).success || !health.engine.reason?.includes('not on this computer')) return true
  process.stderr.write('The embedded model is not here yet.\n')
  return (await runGatewayProgram(['model', 'pull'])) === 0
}
