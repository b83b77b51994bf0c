import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import * as z from 'zod'
import type { ErrorBody } from '../api/index.ts'
import { GatewayError } from '../errors.ts'

/** The one place where failures become answers. */
export function registerErrorHandlers(app: FastifyInstance, log: (line: string) => void): void {
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const { status, body } = errorBody(error)
    // The route and the code, never the body nor what the engine said of it: they may hold somebody's code.
    if (status >= 500) {
      const message = error instanceof GatewayError ? error.loggable : body.error.message
      log(`${request.method} ${request.url.split('?')[0] ?? ''} ${status} ${body.error.code}: ${message}`)
    }
    if (body.error.code === 'internal' && error instanceof Error) log(traceOf(error))
    if (body.error.retryable && status >= 429) void reply.header('retry-after', '1')
    await reply.code(status).send(body)
  })
  app.setNotFoundHandler(async (request, reply) => {
    const { status, body } = errorBody(
      new GatewayError('not_found', `There is nothing at ${request.method} ${request.url.split('?')[0] ?? ''}.`, {
        remedy: 'GET /api/v1/openapi.json lists what there is.',
      }),
    )
    await reply.code(status).send(body)
  })
}

/** What Fastify refuses before it knows a route, such as an address that cannot be decoded. */
export function answerWithoutRoute(_error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  const { status, body } = errorBody(new GatewayError('invalid_request', 'The address is not valid.'))
  void reply.code(status).send(body)
}

/** What Node could not even read as a request. Its connection ends with the answer. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, body } = errorBody(unreadable(error.code))
  const text = JSON.stringify(body)
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  )
}

function unreadable(code: string | undefined): GatewayError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new GatewayError('invalid_request', 'The headers are too large.', { status: 431 })
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new GatewayError('invalid_request', 'The request did not come in time.', { status: 408 })
    default:
      return new GatewayError('invalid_request', 'This is not a request of HTTP.')
  }
}

/** Where a mistake happened. The message of a SyntaxError is left out: JSON.parse quotes the text that it could not read. */
function traceOf(error: Error): string {
  const stack = error.stack ?? error.message
  return error instanceof SyntaxError ? stack.slice(Math.max(0, stack.indexOf('\n    at '))) : stack
}

/** Any failure as status and body; what is not meant for people is not told. */
export function errorBody(error: unknown): { status: number; body: ErrorBody } {
  const known = toGatewayError(error)
  return {
    status: known.status,
    body: {
      error: {
        message: known.message,
        type: known.status < 500 ? 'invalid_request_error' : 'server_error',
        param: known.param,
        code: known.code,
        retryable: known.isRetryable,
        ...(known.remedy ? { remedy: known.remedy } : {}),
        ...(known.missingModel ? { missingModel: known.missingModel } : {}),
      },
    },
  }
}

function toGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  if (error instanceof z.ZodError) {
    const [issue] = error.issues
    const param = issue?.path.join('.') ?? ''
    return new GatewayError('invalid_request', `${param || 'The request'}: ${issue?.message ?? 'is not valid'}.`, {
      cause: error,
      ...(param ? { param } : {}),
    })
  }
  const status =
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status >= 500)
    return new GatewayError('internal', 'The gateway made a mistake.', { cause: error, remedy: 'Its log tells more.' })
  const messages: Record<number, string> = {
    400: 'The body is not valid JSON.',
    413: 'The body is larger than 4 MB.',
    415: 'The body must be application/json.',
  }
  return new GatewayError('invalid_request', messages[status] ?? 'The request is not valid.', { cause: error, status })
}
