import type { IncomingHttpHeaders } from 'node:http'

/** Names of this computer that no stranger's DNS can give to it. */
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Whether a request is for this computer by one of its own names. A stranger's page that has its own name point here
 * (DNS rebinding) still sends that name.
 */
export function isForLoopback({ host }: IncomingHttpHeaders): boolean {
  return loopback.has(hostnameOf(host) ?? '')
}

/** Whether the page that opens a WebSocket is our own: browsers tell the page's origin, and let nobody else set it. */
export function isOwnPage({ host, origin }: IncomingHttpHeaders): boolean {
  if (host === undefined || origin === undefined || !URL.canParse(origin)) return false
  const { protocol, host: from } = new URL(origin)
  return (protocol === 'http:' || protocol === 'https:') && from === host.toLowerCase()
}

/** Whether an address to listen on is this computer alone. */
export function isLoopbackAddress(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

function hostnameOf(host: string | undefined): string | null {
  if (host === undefined || !URL.canParse(`http://${host}`)) return null
  const { hostname, username, pathname } = new URL(`http://${host}`)
  return username === '' && pathname === '/' ? hostname : null
}
