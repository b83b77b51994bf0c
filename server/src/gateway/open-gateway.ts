import type { Config } from '../config.ts'
import { WaylineError } from '../errors.ts'
import { dispatcherOf } from './dispatcher-of.ts'
import { createGatewayClient } from './gateway-client.ts'
import type { WholeGateway } from './gateway.ts'
import { ensureLocalGateway } from './local-gateway.ts'

export interface OpenGatewayOptions {
  env: NodeJS.ProcessEnv
  log: (message: string) => void
  /** Told what the user should know of although the gateway can be used. */
  warn: (message: string) => void
  signal: AbortSignal
}

/** The gateway that the settings name, or else the user's own, started if need be. A company's gateway is not contacted yet. */
export async function openGateway(config: Config, options: OpenGatewayOptions): Promise<WholeGateway> {
  const { url, token } = config.gateway
  if (url) {
    const address = { url, token: token || (options.env['WAYLINE_API_KEY'] ?? '') }
    return createGatewayClient(address, isNear(url) ? undefined : dispatcherOf(options.env))
  }
  if (config.local.enabled) return createGatewayClient(await ensureLocalGateway(options))
  throw new WaylineError('gateway_unreachable', 'No gateway is set, and the local one is switched off.', {
    remedy: 'Set wayline.gateway.url, or set wayline.local.enabled to true.',
  })
}

/** On this machine and without encryption: then there is nothing to read certificates and proxy settings for. */
function isNear(url: string): boolean {
  return /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/i.test(url.trim())
}
