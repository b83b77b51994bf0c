import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { GatewayError } from '../errors.ts'
import { isForLoopback } from './playground-access.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
}

/**
 * The files of the page, as the build has packed them: `NAME.gz` in one folder. Which there are is looked up once, so no
 * address leads anywhere else.
 */
export function registerPlaygroundFiles(app: FastifyInstance, folder: string, isForAll: boolean): void {
  const names = fs.readdirSync(folder).flatMap(name => (name.endsWith('.gz') ? [name.slice(0, -3)] : []))
  const expectOwnName = (request: FastifyRequest): void => {
    if (!isForAll && !isForLoopback(request.headers))
      throw new GatewayError('invalid_request', 'The playground is for this computer alone.', {
        remedy: 'Open it as http://127.0.0.1, or switch it on for others with --playground on.',
        status: 403,
      })
  }
  const open = { config: { isOpen: true } }
  for (const address of ['/', '/playground']) {
    app.get(address, open, async (request, reply) => {
      expectOwnName(request)
      await reply.redirect('/playground/')
    })
  }
  for (const name of names) {
    app.get(`/playground/${name === 'index.html' ? '' : name}`, open, async (request, reply) => {
      expectOwnName(request)
      await sendFile(request, reply, path.join(folder, `${name}.gz`), types[path.extname(name)] ?? '')
    })
  }
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, file: string, type: string): Promise<void> {
  const packed = await fs.promises.readFile(file)
  const tag = `"${createHash('sha256').update(packed).digest('base64url').slice(0, 22)}"`
  void reply.headers({ ...safeHeaders(request.headers.host ?? ''), etag: tag, vary: 'accept-encoding' })
  if (request.headers['if-none-match'] === tag) {
    await reply.code(304).send()
    return
  }
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  void reply.type(type)
  if (takesGzip) void reply.header('content-encoding', 'gzip')
  await reply.send(takesGzip ? packed : gunzipSync(packed))
}

/**
 * The page runs its own scripts and asks nobody but this gateway. Styles alone may stand in elements: the editor places
 * every line of text by them.
 */
function safeHeaders(host: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data:",
    "worker-src 'self'",
    // Some browsers do not count WebSockets of the page's own host as `self`.
    `connect-src 'self' ws://${host} wss://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-cache',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  }
}
