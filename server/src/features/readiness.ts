import type { WaylineStatus } from '../protocol/index.ts'
import type { Services } from './services.ts'

/**
 * Says that completions come, and by which model, unless the engine itself says otherwise: that a gateway lists a model
 * does not mean that it can answer. Throws WaylineError if there is no gateway.
 */
export async function tellReadiness(
  { gateway, status }: Pick<Services, 'gateway' | 'status'>,
  signal: AbortSignal,
): Promise<WaylineStatus> {
  // Loaded when needed, as all that speaks to the gateway.
  const { engineFailure } = await import('../gateway/gateway-failures.ts')
  const [model] = await gateway.models(signal)
  const failure = engineFailure(await gateway.health(signal))
  if (failure) status.failed(failure)
  else status.ready(model?.id)
  return status.current
}
