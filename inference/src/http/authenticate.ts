import type { FastifyInstance } from 'fastify'
import { createHash, timingSafeEqual } from 'node:crypto'
import { GatewayError } from '../errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the address is reachable without a key. */
    isOpen?: boolean
  }
}

/** Reachable without a key, because orchestrators ask them; they tell nothing about anybody. */
const open = new Set(['/healthz', '/readyz', '/metrics', '/api/v1/openapi.json'])

/** Every other address wants `Authorization: Bearer KEY`, with one of the keys. */
export function registerAuthentication(app: FastifyInstance, keys: string[]): void {
  const isKey = isKeyOf(keys)
  app.addHook('onRequest', (request, _reply, done) => {
    const path = request.url.split('?')[0] ?? ''
    const given = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (open.has(path) || request.routeOptions.config.isOpen || isKey(given)) {
      done()
      return
    }
    done(
      new GatewayError('unauthorized', given === '' ? 'A key is needed.' : 'The key is wrong.', {
        remedy:
          'Send `Authorization: Bearer KEY`; a local gateway keeps its key in the file that `wayline doctor` names.',
      }),
    )
  })
}

/** Tells whether a key is one of those that are accepted, in a time that says nothing about them. */
export function isKeyOf(keys: string[]): (given: string) => boolean {
  const accepted = keys.map(digest)
  return given => {
    const digestOfGiven = digest(given)
    return accepted.some(wanted => timingSafeEqual(digestOfGiven, wanted))
  }
}

/** Equal length whatever the key is, as the constant-time comparison needs it. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
