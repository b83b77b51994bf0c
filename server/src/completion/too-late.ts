import { WaylineError } from '../errors.ts'
import type { Gateway } from '../gateway/gateway.ts'

/** A gateway that does not say by then how it is has other things to do. */
const answerLimitMs = 500

/**
 * Why no completion came in time. While the model is still being loaded, neither the limit nor the model is at fault, and
 * advice to change them would be wrong.
 */
export async function tooLate(gateway: Gateway, timeoutMs: number, signal: AbortSignal): Promise<WaylineError> {
  // Loaded when needed, as all that speaks to the gateway.
  const { engineFailure } = await import('../gateway/gateway-failures.ts')
  try {
    const health = await gateway.health(AbortSignal.any([signal, AbortSignal.timeout(answerLimitMs)]))
    const failure = engineFailure(health)
    if (failure) return failure
  } catch {
    signal.throwIfAborted()
    // Without an address there is no connection yet. Any other gateway that does not say how it is, is simply slow.
    if (gateway.address.url === '')
      return new WaylineError(
        'model_loading',
        'The gateway on this computer is still being started; then completions come.',
      )
  }
  return new WaylineError('timeout', `No completion came within ${timeoutMs} ms.`, {
    isRetryable: true,
    remedy: 'Raise wayline.completion.timeoutMs, or use a smaller or faster model.',
  })
}
