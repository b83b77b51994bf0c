import { GatewayError } from '../../errors.ts'
import { systemCodeOf } from './system-error.ts'

/** What it means that a host answers a request for a file with such a status. */
export function refusedWith(host: string, status: number): GatewayError {
  return new GatewayError('download_failed', `${host} answered ${status}.`, {
    isRetryable: status >= 500,
    remedy: remedyFor(status),
  })
}

/** What it means that a host cannot be reached, or the connection to it broke; `what` names both for people. */
export function notReached(what: string, cause: unknown): GatewayError {
  const code = systemCodeOf(cause) ?? ''
  const reason = reasonFor(code)
  return new GatewayError('download_failed', `${what} failed${reason === null ? '' : `: ${reason}`}.`, {
    cause,
    isRetryable: true,
    remedy: isCertificate(code)
      ? 'Set NODE_EXTRA_CA_CERTS to a file with the certificate of your company’s authority.'
      : 'Check the address and the network (HTTPS_PROXY), and try again; what has arrived is kept.',
  })
}

function remedyFor(status: number): string {
  if (status === 401 || status === 403) return 'It wants a key or will not give this file to you; ask whoever runs it.'
  if (status === 407) return 'The proxy wants a password: write it into HTTPS_PROXY.'
  if (status === 404 || status === 410) return 'Check the address: there is no such file.'
  if (status === 429) return 'It has been asked too often; try again later.'
  return status >= 500
    ? 'Try again later; the server itself has a fault, or is no mirror of models.'
    : 'Check the address.'
}

/** Null where the system's word would mean nothing to anybody. */
function reasonFor(code: string): string | null {
  if (isCertificate(code)) return 'its certificate is not trusted'
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens there'
    case 'ENOTFOUND':
      return 'there is no such host'
    case 'EAI_AGAIN':
      return 'the name of the host cannot be looked up'
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return 'there is no way to that host'
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return 'it does not answer'
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return 'it was broken off'
    default:
      return null
  }
}

function isCertificate(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|ERR_TLS/.test(code)
}
