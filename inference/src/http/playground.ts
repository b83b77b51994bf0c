import type { FastifyInstance } from 'fastify'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Services } from '../app.ts'
import { startLanguageServer } from '../playground/language-server.ts'
import { readSamples } from '../playground/samples.ts'
import { createSessions, type Sessions } from '../playground/sessions.ts'
import { isKeyOf } from './authenticate.ts'
import { isForLoopback, isOwnPage } from './playground-access.ts'
import { registerPlaygroundFiles } from './playground-files.ts'

/** The page in the browser: where its files are, what its language server is, and for whom it is. */
export interface PlaygroundOptions {
  folder: string
  command: readonly string[]
  /** Whether it may be opened from other computers. */
  isForAll: boolean
}

const sessionAddress = '/playground/session'
/** A document of the samples and what goes with it is far smaller. */
const largestMessage = 512 * 1024

/** `/playground/`: the page, and `/playground/session`, the WebSocket by which it speaks to a language server of its own. */
export function registerPlayground(app: FastifyInstance, options: PlaygroundOptions, services: Services): void {
  const { folder, command, isForAll } = options
  registerPlaygroundFiles(app, folder, isForAll)
  const sessions = createSessions({
    samples: readSamples(path.join(folder, 'samples.json.gz')),
    command,
    start: startLanguageServer,
    url: () => ownUrl(app),
    isKey: isKeyOf(services.keys),
    log: services.log,
  })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage, perMessageDeflate: false })
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const isAllowed = (isForAll || isForLoopback(request.headers)) && isOwnPage(request.headers)
    if (request.url !== sessionAddress) refuse(socket, '404 Not Found')
    else if (!isAllowed) refuse(socket, '403 Forbidden')
    else sockets.handleUpgrade(request, socket, head, webSocket => attach(webSocket, sessions, services))
  })
  app.addHook('preClose', async () => {
    for (const webSocket of sockets.clients) webSocket.terminate()
    await sessions.dispose()
  })
}

function attach(webSocket: WebSocket, sessions: Sessions, { activity }: Services): void {
  // A page that is open is a reason to go on.
  activity.begin()
  const line = sessions.connect({
    send: text => webSocket.send(text),
    close: (code, reason) => webSocket.close(code, reason),
    backlog: () => webSocket.bufferedAmount,
  })
  webSocket.on('message', (data, isBinary) => line.received(isBinary ? '' : textOf(data)))
  // What breaks a connection ends it, and the end is told next.
  webSocket.on('error', () => undefined)
  webSocket.on('close', () => {
    line.closed()
    activity.end()
  })
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8')
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => undefined)
  socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
}

/** Where a program on this computer reaches the gateway, whatever it listens on. */
function ownUrl(app: FastifyInstance): string {
  const address = app.server.address()
  const {
    address: host,
    port,
    family,
  }: AddressInfo = typeof address === 'object' && address !== null
    ? address
    : { address: '127.0.0.1', port: 0, family: 'IPv4' }
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`
  if (host === '::') return `http://[::1]:${port}`
  return `http://${family === 'IPv6' ? `[${host}]` : host}:${port}`
}
