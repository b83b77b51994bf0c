import { createDispatcher } from '@wayline/inference/api/dispatcher'
import type { Dispatcher } from 'undici'
import type { Config } from '../config.ts'
import { WaylineError } from '../errors.ts'
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
    return createGatewayClient(address, isNear(url) ? undefined : companyDispatcher(options.env))
  }
  if (config.local.enabled) return createGatewayClient(await ensureLocalGateway(options))
  throw new WaylineError('gateway_unreachable', 'No gateway is set, and the local one is switched off.', {
    remedy: 'Set wayline.gateway.url, or set wayline.local.enabled to true.',
  })
}

function companyDispatcher(env: NodeJS.ProcessEnv): Dispatcher {
  try {
    return createDispatcher({ env })
  } catch (cause) {
    throw new WaylineError('bad_argument', 'The proxy that the environment names is not an address.', {
      cause,
      remedy: 'Write HTTPS_PROXY and HTTP_PROXY as http://HOST:PORT.',
    })
  }
}

/** On this machine and without encryption: then there is nothing to read certificates and proxy settings for. */
function isNear(url: string): boolean {
  return /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/i.test(url.trim())
}
