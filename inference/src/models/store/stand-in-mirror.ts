import { once } from 'node:events'
import http from 'node:http'

/** What a test's server was asked. */
export interface SeenRequest {
  method: string
  path: string
  headers: http.IncomingHttpHeaders
}

/** A server of files on this computer, for tests: package index, model hub and storage alike. */
export interface StandInMirror {
  url: string
  seen: SeenRequest[]
  /** The requests to one path, in their order. */
  seenAt(path: string): SeenRequest[]
  /** What is answered at a path from now on; everything else is 404. */
  at(path: string, answer: http.RequestListener): void
  /** Cuts every connection, in the middle of whatever is being said. */
  breakConnections(): void
  close(): Promise<void>
}

/** Starts a server that knows nothing yet. */
export async function startMirror(): Promise<StandInMirror> {
  const answers = new Map<string, http.RequestListener>()
  const seen: SeenRequest[] = []
  const server = http.createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?')
    seen.push({ method: request.method ?? '', path, headers: request.headers })
    const answer = answers.get(path)
    if (answer) answer(request, response)
    else response.writeHead(404).end('nothing here')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    seenAt: path => seen.filter(request => request.path === path),
    at: (path, answer) => void answers.set(path, answer),
    breakConnections: () => server.closeAllConnections(),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export interface FileAnswer {
  etag?: string
  /** Whether Range and If-Range are understood. */
  ranges?: boolean
  /** Headers of every answer. */
  headers?: http.OutgoingHttpHeaders
  /** The first answer comes to a halt after so many bytes; a test breaks the connection then. */
  haltAfter?: number
}

/** Answers with a file as servers of files do. */
export function file(content: Uint8Array, options: FileAnswer = {}): http.RequestListener {
  let haltAfter = options.haltAfter ?? null
  return (request, response) => {
    const from = options.ranges === false ? 0 : startOf(request, options.etag)
    const headers = {
      'content-length': content.length - from,
      ...(options.etag === undefined ? {} : { etag: options.etag }),
      ...options.headers,
    }
    if (from > 0 && from >= content.length) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end()
      return
    }
    const range = `bytes ${from}-${content.length - 1}/${content.length}`
    response.writeHead(from > 0 ? 206 : 200, { ...headers, ...(from > 0 ? { 'content-range': range } : {}) })
    if (request.method === 'HEAD') {
      response.end()
    } else if (haltAfter === null) {
      response.end(content.subarray(from))
    } else {
      response.write(content.subarray(from, haltAfter))
      haltAfter = null
    }
  }
}

/** Answers with a status alone. */
export function status(code: number, headers: http.OutgoingHttpHeaders = {}): http.RequestListener {
  return (_request, response) => void response.writeHead(code, headers).end()
}

/** Answers with a text of a content type. */
export function text(content: string, type: string): http.RequestListener {
  return (_request, response) => void response.writeHead(200, { 'content-type': type }).end(content)
}

function startOf({ headers }: http.IncomingMessage, etag: string | undefined): number {
  const found = /^bytes=(\d+)-$/.exec(headers.range ?? '')
  const isSameVersion = headers['if-range'] === undefined || headers['if-range'] === etag
  return found?.[1] !== undefined && isSameVersion ? Number(found[1]) : 0
}
