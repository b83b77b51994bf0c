import fs from 'node:fs'
import path from 'node:path'
import { request, type Dispatcher } from 'undici'
import { GatewayError } from '../../errors.ts'
import { hostOf, type DownloadOptions } from './download.ts'
import { notReached, refusedWith } from './download-failures.ts'

/** A file of a repository of a model hub that speaks Hugging Face's protocol. */
export interface HubFile {
  repository: string
  revision: string
  file: string
}

/** Reads `hf:OWNER/REPO/FILE` or `hf:OWNER/REPO@REVISION/FILE`; null for anything else. */
export function parseHubName(name: string): HubFile | null {
  const found = /^hf:([\w.-]+\/[\w.-]+?)(?:@([\w./-]+?))?\/([^/].*\.gguf)$/.exec(name)
  if (!found?.[1] || !found[3]) return null
  return { repository: found[1], revision: found[2] ?? 'main', file: found[3] }
}

/** Address, headers and hash of a hub's file. The hub states the hash of large files in `X-Linked-Etag`. */
export async function resolveHubFile(
  { repository, revision, file }: HubFile,
  env: NodeJS.ProcessEnv,
  home: string,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Pick<DownloadOptions, 'url' | 'headers' | 'sha256'> & { bytes: number | null }> {
  const endpoint = endpointOf(env)
  const address = `${endpoint}/${repository}/resolve/${revision}/${file.split('/').map(encodeURIComponent).join('/')}`
  const token = env['HF_TOKEN'] || tokenFile(env, home)
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
  const { response, url } = await headWithinHost(address, headers, dispatcher, signal)
  if (response.statusCode === 401 || response.statusCode === 403) {
    throw new GatewayError('download_failed', `${hostOf(url)} wants a token for ${repository}.`, {
      remedy: 'Set HF_TOKEN.',
    })
  }
  if (response.statusCode === 404)
    throw new GatewayError('download_failed', `${hostOf(url)} has no ${file} in ${repository}.`, {
      remedy: 'Check the names, which are written as on the hub, and HF_ENDPOINT.',
    })
  if (response.statusCode >= 400) throw refusedWith(hostOf(url), response.statusCode)
  const etag = String(response.headers['x-linked-etag'] ?? response.headers['etag'] ?? '').replace(/^W\/|"/g, '')
  const bytes = Number(response.headers['x-linked-size'])
  return { url, headers, sha256: /^[0-9a-f]{64}$/.test(etag) ? etag : undefined, bytes: bytes > 0 ? bytes : null }
}

function endpointOf(env: NodeJS.ProcessEnv): string {
  const endpoint = env['HF_ENDPOINT'] || 'https://huggingface.co'
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return endpoint.replace(/\/+$/, '')
  throw new GatewayError('bad_config', `HF_ENDPOINT, ${JSON.stringify(endpoint)}, is not an address.`, {
    remedy: 'Write it with its scheme, for example https://hub.example.com.',
  })
}

/**
 * The hub's own word on a file. A repository that was renamed redirects within the hub, which is followed; the redirect to
 * the storage is not, because it is the hub that states the hash.
 */
async function headWithinHost(
  address: string,
  headers: Record<string, string>,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<{ response: Dispatcher.ResponseData; url: string }> {
  let url = address
  for (let hops = 0; ; hops++) {
    const response = await head(url, headers, dispatcher, signal)
    const location = response.headers['location']
    if (typeof location !== 'string' || response.headers['x-linked-etag'] !== undefined || hops === 4)
      return { response, url }
    const next = new URL(location, url)
    if (next.origin !== new URL(address).origin) return { response, url }
    url = next.href
  }
}

async function head(
  url: string,
  headers: Record<string, string>,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  try {
    const response = await request(url, { method: 'HEAD', dispatcher, headers, signal })
    await response.body.dump()
    return response
  } catch (cause) {
    if (signal.aborted) throw cause
    throw notReached(`The connection to the model hub ${hostOf(url)}`, cause)
  }
}

function tokenFile(env: NodeJS.ProcessEnv, home: string): string | null {
  try {
    const folder = env['HF_HOME'] ?? path.join(home, '.cache', 'huggingface')
    return fs.readFileSync(path.join(folder, 'token'), 'utf8').trim() || null
  } catch {
    // Most people have none, and most models need none.
    return null
  }
}
