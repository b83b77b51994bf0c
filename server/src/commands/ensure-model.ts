import type { Gateway } from '../gateway/gateway.ts'
import { runGatewayProgram } from './gateway-process.ts'

/** Pulls the model that the gateway lacks, with progress on stderr, if it lacks one that can be pulled. False when it could not be had. */
export async function ensureModel(gateway: Gateway, signal: AbortSignal): Promise<boolean> {
  const { missingModel } = (await gateway.health(signal)).engine
  if (!missingModel) return true
  process.stderr.write(`The model ${missingModel.id} is not here yet.\n`)
  return (await runGatewayProgram(['model', 'pull', missingModel.id])) === 0
}
