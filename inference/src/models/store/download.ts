import fs from 'node:fs'
import { request, type Dispatcher } from 'undici'
import { GatewayError } from '../../errors.ts'
import { diskFull, isDiskFull } from './disk-room.ts'
import { notReached, refusedWith } from './download-failures.ts'
import { sha256Of } from './file-hash.ts'
import { forget, rememberVersion, remainderOf, type Remainder } from './resume.ts'

export interface Progress {
  receivedBytes: number
  /** Null when the server does not tell. */
  totalBytes: number | null
}

export interface DownloadOptions {
  url: string
  /** The finished file; until then it is `file.part`, which the next try continues. */
  file: string
  dispatcher: Dispatcher
  headers?: Record<string, string>
  sha256: string | undefined
  /** Looks at the whole content before it gets its name, and throws if it is not what was wanted. */
  check?: (part: string) => void
  onProgress: (progress: Progress) => void
  signal: AbortSignal
  /** How often a connection that breaks is made again, as long as each brings some of the file. */
  tries?: number
}

const mostRedirects = 8

/**
 * Fetches a file, going on where an earlier try broke off, and verifies it. Throws `download_failed` (the part is kept)
 * or, where the content is wrong, the same with the part removed: it would never become right.
 */
export async function download({ tries = 10, ...options }: DownloadOptions): Promise<void> {
  const had = partSize(options)
  try {
    await tryDownload(options)
  } catch (error) {
    const isBroken = error instanceof GatewayError && error.code === 'download_failed' && error.isRetryable
    if (!isBroken || tries <= 1 || partSize(options) <= had) throw error
    await download({ ...options, tries: tries - 1 })
  }
}

function partSize({ file }: DownloadOptions): number {
  return fs.statSync(`${file}.part`, { throwIfNoEntry: false })?.size ?? 0
}

async function tryDownload(options: DownloadOptions): Promise<void> {
  const part = `${options.file}.part`
  const have = remainderOf(part, options.url, options.sha256 !== undefined)
  const response = await follow(options, have)
  const isWhole = response.statusCode === 416 && have.bytes > 0 && totalOf(response) === have.bytes
  if (isWhole) {
    await response.body.dump()
  } else if (response.statusCode === 416 && have.bytes > 0) {
    await response.body.dump()
    forget(part)
    return tryDownload(options)
  } else if (response.statusCode >= 400) {
    await response.body.dump()
    throw refusedWith(hostOf(options.url), response.statusCode)
  } else {
    await receive(response, part, have, options)
  }
  await verify(part, options)
  fs.renameSync(part, options.file)
  forget(part)
}

async function verify(part: string, { sha256, url, check }: DownloadOptions): Promise<void> {
  try {
    if (sha256 !== undefined && (await sha256Of(part)) !== sha256) {
      throw new GatewayError(
        'download_failed',
        `What ${hostOf(url)} sent is not the file that was asked for: its hash is wrong.`,
        { remedy: 'Try again; if it stays so, the mirror holds another file.' },
      )
    }
    check?.(part)
  } catch (error) {
    forget(part)
    throw error
  }
}

async function follow(options: DownloadOptions, have: Remainder): Promise<Dispatcher.ResponseData> {
  let url = options.url
  for (let hops = 0; hops < mostRedirects; hops++) {
    // A key is for the host it was given to; the storage that it redirects to gets none.
    const isFirstHost = new URL(url).origin === new URL(options.url).origin
    const response = await send(url, options, { ...(isFirstHost ? options.headers : {}), ...have.headers })
    const location = response.headers['location']
    if (response.statusCode < 300 || response.statusCode >= 400 || typeof location !== 'string') return response
    await response.body.dump()
    url = new URL(location, url).href
  }
  throw new GatewayError('download_failed', `${hostOf(options.url)} redirects in circles.`, {
    remedy: 'Check the address.',
  })
}

async function send(
  url: string,
  { dispatcher, signal }: DownloadOptions,
  headers: Record<string, string>,
): Promise<Dispatcher.ResponseData> {
  try {
    return await request(url, { dispatcher, signal, headers: { 'accept-encoding': 'identity', ...headers } })
  } catch (cause) {
    if (signal.aborted) throw cause
    throw unreachable(url, cause)
  }
}

async function receive(
  response: Dispatcher.ResponseData,
  part: string,
  have: Remainder,
  options: DownloadOptions,
): Promise<void> {
  // A server that ignores Range, or holds another version by now, sends all of it again.
  const from = response.statusCode === 206 ? have.bytes : 0
  const length = Number(response.headers['content-length'] ?? NaN)
  const totalBytes = Number.isFinite(length) ? from + length : null
  if (from === 0) rememberVersion(part, options.url, response.headers['etag'])
  let receivedBytes = from
  const output = await fs.promises.open(part, from > 0 ? 'a' : 'w', 0o600)
  try {
    for await (const bytes of piecesOf(response, options)) {
      await output.appendFile(bytes)
      receivedBytes += bytes.length
      options.onProgress({ receivedBytes, totalBytes })
    }
    // What gets its name in a moment must be on the disk, or a power cut leaves a whole name on half a file.
    await output.sync()
  } catch (cause) {
    throw isDiskFull(cause) ? diskFull(part, totalBytes) : cause
  } finally {
    await output.close()
  }
  if (totalBytes !== null && receivedBytes !== totalBytes) throw unreachable(options.url, null)
}

async function* piecesOf(
  response: Dispatcher.ResponseData,
  { url, signal }: DownloadOptions,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    for await (const chunk of response.body) {
      const bytes: unknown = chunk
      if (bytes instanceof Uint8Array) yield bytes
    }
  } catch (cause) {
    if (signal.aborted) throw cause
    throw unreachable(url, cause)
  }
}

/** Size of the whole file, as the answer to a range that cannot be had tells it. */
function totalOf(response: Dispatcher.ResponseData): number | null {
  const found = /\/(\d+)$/.exec(String(response.headers['content-range'] ?? ''))
  return found?.[1] === undefined ? null : Number(found[1])
}

function unreachable(url: string, cause: unknown): GatewayError {
  return notReached(`The connection to ${hostOf(url)}`, cause)
}

/** The host alone: an address may carry a password. */
export function hostOf(url: string): string {
  return new URL(url).host
}
