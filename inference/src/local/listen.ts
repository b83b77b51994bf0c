import type { FastifyInstance } from 'fastify'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { GatewayError } from '../errors.ts'
import { answerUnreadable } from '../http/on-error.ts'

/** Listens on a TCP address and gives its URL. A busy port is told with its remedy. */
export async function listenOnPort(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : ''
    if (code === 'EADDRINUSE') {
      throw new GatewayError('port_in_use', `Port ${port} is taken by another program.`, {
        cause,
        remedy: 'Choose another with --port; --port 0 takes any free one.',
      })
    }
    if (code === 'EACCES') {
      throw new GatewayError('port_in_use', `Port ${port} may not be used by this user.`, {
        cause,
        remedy: 'Choose one above 1023 with --port.',
      })
    }
    throw new GatewayError('bad_config', `The gateway cannot listen on ${host}.`, {
      cause,
      remedy: 'Check --host; 127.0.0.1 is this computer alone.',
    })
  }
}

/**
 * Listens on the user's own socket (a named pipe on Windows), in a folder that nobody else may enter. Only called while
 * the lock is held, so a socket file that is already there belongs to a gateway that is dead.
 */
export async function listenOnSocket(app: FastifyInstance, socket: string): Promise<() => Promise<void>> {
  const isPipe = socket.startsWith('\\\\')
  if (!isPipe) {
    fs.mkdirSync(path.dirname(socket), { recursive: true, mode: 0o700 })
    fs.rmSync(socket, { force: true })
  }
  await app.ready()
  const server = http.createServer((request, response) => app.routing(request, response))
  server.on('clientError', answerUnreadable)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socket, resolve)
  })
  if (!isPipe) fs.chmodSync(socket, 0o600)
  return async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
    if (!isPipe) fs.rmSync(socket, { force: true })
  }
}
