import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { once } from 'node:events'
import { request, type Dispatcher } from 'undici'
import { GatewayError } from '../../errors.ts'

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
  onProgress: (progress: Progress) => void
  signal: AbortSignal
}

const mostRedirects = 8

/**
 * Fetches a file, going on where an earlier try broke off, and verifies it. Throws `download_failed` (the part is kept)
 * or, on a wrong hash, the same with the part removed: it would never become right.
 */
export async function download(options: DownloadOptions): Promise<void> {
  const part = `${options.file}.part`
  const have = fs.statSync(part, { throwIfNoEntry: false })?.size ?? 0
  const response = await follow(options, have)
  // A server that ignores Range sends all of it again.
  const isContinued = response.statusCode === 206
  if (response.statusCode === 416 && have > 0) {
    await response.body.dump()
  } else if (response.statusCode >= 400) {
    await response.body.dump()
    throw new GatewayError('download_failed', `${hostOf(options.url)} answered ${response.statusCode}.`, {
      isRetryable: response.statusCode >= 500,
    })
  } else {
    await receive(response, part, isContinued ? have : 0, options)
  }
  const actual = await sha256Of(part)
  if (options.sha256 !== undefined && actual !== options.sha256) {
    fs.rmSync(part, { force: true })
    throw new GatewayError(
      'download_failed',
      `What ${hostOf(options.url)} sent is not the file that was asked for: its hash is wrong.`,
      {
        remedy: 'Try again; if it stays so, the mirror holds another file.',
      },
    )
  }
  fs.renameSync(part, options.file)
}

async function follow(options: DownloadOptions, have: number): Promise<Dispatcher.ResponseData> {
  let url = options.url
  for (let hops = 0; hops < mostRedirects; hops++) {
    const isFirstHost = new URL(url).origin === new URL(options.url).origin
    const response = await send(url, options, {
      // A key is for the host it was given to; the storage that it redirects to gets none.
      ...(isFirstHost ? options.headers : {}),
      ...(have > 0 ? { range: `bytes=${have}-` } : {}),
    })
    const location = response.headers['location']
    if (response.statusCode < 300 || response.statusCode >= 400 || typeof location !== 'string') return response
    await response.body.dump()
    url = new URL(location, url).href
  }
  throw new GatewayError('download_failed', `${hostOf(options.url)} redirects in circles.`)
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
  from: number,
  options: DownloadOptions,
): Promise<void> {
  const length = Number(response.headers['content-length'])
  const totalBytes = Number.isFinite(length) ? from + length : null
  let receivedBytes = from
  const output = fs.createWriteStream(part, { flags: from > 0 ? 'a' : 'w' })
  const failed = once(output, 'error').then(([error]: unknown[]) => {
    throw error
  })
  // Only awaited together with the writing; a late failure is thrown there too.
  failed.catch(() => undefined)
  try {
    for await (const chunk of response.body) {
      const bytes: unknown = chunk
      if (!(bytes instanceof Uint8Array)) continue
      if (!output.write(bytes)) await Promise.race([once(output, 'drain'), failed])
      receivedBytes += bytes.length
      options.onProgress({ receivedBytes, totalBytes })
    }
    await Promise.race([new Promise<void>(resolve => output.end(resolve)), failed])
  } catch (cause) {
    output.destroy()
    if (options.signal.aborted) throw cause
    throw isDiskFull(cause) ? diskFull(part, totalBytes) : unreachable(options.url, cause)
  }
  if (totalBytes !== null && receivedBytes !== totalBytes) throw unreachable(options.url, null)
}

/** Hash of a file, read in pieces. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of fs.createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC'
}

export function diskFull(file: string, bytes: number | null): GatewayError {
  const size = bytes === null ? '' : ` (${Math.ceil(bytes / 1e6)} MB are needed)`
  return new GatewayError('disk_full', `There is not enough room on the disk for ${file}${size}.`, {
    remedy: 'Make room, or choose another folder with WAYLINE_DATA_DIR, and try again.',
  })
}

/** Throws `disk_full` if the folder's disk has less room than that. */
export function checkRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = fs.statfsSync(folder)
  if (bavail * bsize < bytes) throw diskFull(folder, bytes)
}

function unreachable(url: string, cause: unknown): GatewayError {
  const reason =
    cause instanceof Error ? ` (${'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message})` : ''
  return new GatewayError('download_failed', `The connection to ${hostOf(url)} failed${reason}.`, {
    cause,
    isRetryable: true,
  })
}

/** The host alone: an address may carry a password. */
export function hostOf(url: string): string {
  return new URL(url).host
}
