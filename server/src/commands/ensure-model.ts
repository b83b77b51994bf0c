import type { Gateway } from '../gateway/gateway.ts'
import { runGatewayProgram } from './gateway-process.ts'

/** Pulls the embedded model, with progress on stderr, if that is what the gateway lacks. False when it could not be had. */
export async function ensureModel(gateway: Gateway, signal: AbortSignal): Promise<boolean> {
  const { engine } = await gateway.health(signal)
  if (engine.kind !== 'embedded' || engine.code !== 'model_missing') return true
  process.stderr.write('The embedded model is not here yet.\n')
  return (await runGatewayProgram(['model', 'pull'])) === 0
}
