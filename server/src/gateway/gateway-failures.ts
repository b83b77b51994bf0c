import { types } from 'node:util'
import { ErrorBody, type Health } from '@wayline/inference/api'
import { WaylineError } from '../errors.ts'
import type { GatewayAddress } from './gateway.ts'

/** What an error answer of the gateway means to the person at the editor. */
export function refusal(address: GatewayAddress, status: number, body: string): WaylineError {
  const error = errorIn(body)
  const isRetryable = error?.retryable ?? (status === 429 || status >= 500)
  const options = {
    isRetryable,
    ...(error?.remedy ? { remedy: error.remedy } : {}),
    ...(error?.missingModel ? { missingModel: error.missingModel } : {}),
  }
  if (status === 401 || status === 403) {
    return new WaylineError('unauthorized', `${nameOf(address)} did not accept the key.`, {
      // What the gateway itself advises is for people who speak HTTP to it.
      remedy: address.socket
        ? 'Its key file was changed after it had started. End its process; the next editor starts it anew.'
        : 'Give a key of that gateway: sign in again where your editor has a command for it, or set wayline.gateway.token or WAYLINE_API_KEY.',
    })
  }
  if (!error) {
    return new WaylineError('gateway_refused', `${nameOf(address)} answered ${status}.`, {
      isRetryable,
      remedy: 'Check that wayline.gateway.url is the address of a Wayline gateway.',
    })
  }
  return new WaylineError(meaning(error.code), error.message, options)
}

/** What a failed connection means. `error` is whatever the HTTP client threw. */
export function connectionFailure(address: GatewayAddress, error: unknown): WaylineError {
  const { code, detail } = reasonOf(error)
  const isCertificate = /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|ERR_TLS/.test(code)
  if (isCertificate) {
    return new WaylineError('gateway_unreachable', `The certificate of ${address.url} is not trusted (${detail}).`, {
      cause: error,
      remedy: 'Set NODE_EXTRA_CA_CERTS to a file with the certificate of your company’s authority.',
    })
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return new WaylineError('timeout', `${nameOf(address)} did not answer in time.`, {
      cause: error,
      isRetryable: true,
    })
  }
  return new WaylineError('gateway_unreachable', `${nameOf(address)} cannot be reached (${detail}).`, {
    cause: error,
    isRetryable: true,
    remedy: address.socket
      ? 'Try again; `wayline doctor` tells more.'
      : 'Check wayline.gateway.url, that the gateway runs, and the proxy settings; `wayline doctor` tells more.',
  })
}

/** What keeps an engine from answering, by what the gateway says of it; null where it can. */
export function engineFailure({ engine }: Health): WaylineError | null {
  const { state, code = '', reason, remedy, missingModel, model } = engine
  if (state === 'ready') return null
  if (state === 'starting' && reason === undefined)
    return new WaylineError('model_loading', `${model ?? 'The model'} is still being loaded; then completions come.`)
  return new WaylineError(meaning(code || 'engine_error'), reason ?? 'The engine of the gateway cannot answer.', {
    isRetryable: true,
    ...(remedy ? { remedy } : {}),
    ...(missingModel ? { missingModel } : {}),
  })
}

/** At a socket there is no address that would mean anything to a person. */
export function nameOf({ url, socket }: GatewayAddress): string {
  return socket ? 'The local gateway' : `The gateway at ${url}`
}

/** What one of the gateway's codes is to us. */
export function meaning(code: string): WaylineError['code'] {
  if (code === 'model_missing' || code === 'model_corrupt') return 'model_missing'
  if (code === 'engine_timeout') return 'timeout'
  if (code.startsWith('engine_')) return 'engine_unavailable'
  return 'gateway_refused'
}

function errorIn(body: string): ErrorBody['error'] | null {
  try {
    const parsed = ErrorBody.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data.error : null
  } catch {
    // A proxy's error page is not JSON; the status alone then tells what happened.
    return null
  }
}

/** What the usual reasons are called outside of programs. */
const inWords: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was broken off',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_SOCKET: 'the connection was broken off',
  ENOENT: 'its socket is not there',
}

/** The innermost error that carries a code: HTTP clients wrap the socket's own error, sometimes several of them. */
function reasonOf(error: unknown): { code: string; detail: string } {
  let inner: unknown = error
  for (let depth = 0; depth < 5 && types.isNativeError(inner); depth++) {
    const first: unknown = 'errors' in inner && Array.isArray(inner.errors) ? inner.errors[0] : inner.cause
    if (!types.isNativeError(first)) break
    inner = first
  }
  if (!types.isNativeError(inner)) return { code: '', detail: String(inner) }
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : ''
  return { code, detail: inWords[code] ?? (code || inner.message) }
}
