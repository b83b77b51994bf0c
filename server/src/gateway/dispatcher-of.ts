import { createDispatcher } from '@wayline/inference/api/dispatcher'
import type { Dispatcher } from 'undici'
import { WaylineError } from '../errors.ts'

/** Reaches other computers by the proxies and certificates that the environment names. Throws WaylineError where it names no address. */
export function dispatcherOf(env: NodeJS.ProcessEnv): Dispatcher {
  try {
    return createDispatcher({ env })
  } catch (cause) {
    throw new WaylineError('bad_argument', 'The proxy that the environment names is not an address.', {
      cause,
      remedy: 'Write HTTPS_PROXY and HTTP_PROXY as http://HOST:PORT.',
    })
  }
}
