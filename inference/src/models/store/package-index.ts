import { request, type Dispatcher } from 'undici'
import * as z from 'zod'
import { GatewayError } from '../../errors.ts'
import { hostOf } from './download.ts'

export interface WheelLink {
  url: string
  sha256: string | undefined
  headers: Record<string, string>
}

const Simple = z.object({
  files: z.array(
    z.object({ filename: z.string(), url: z.string(), hashes: z.record(z.string(), z.string()).default({}) }),
  ),
})

/**
 * Finds a wheel in a Python package index: PEP 691 (JSON) where the index speaks it, PEP 503 (HTML) where it does not.
 * Throws `download_failed` with the reason.
 */
export async function findWheel(
  index: string,
  project: string,
  version: string,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<WheelLink> {
  const { address, headers } = withoutPassword(index)
  const page = `${address.replace(/\/+$/, '')}/${project.toLowerCase().replace(/[-_.]+/g, '-')}/`
  const { text, type, url } = await fetchPage(page, headers, dispatcher, signal)
  const files = readIndex(text, type, url)
  const wanted = `${project.replace(/[-_.]+/g, '_')}-${version}-`.toLowerCase()
  const file = files.find(({ name }) => name.toLowerCase().startsWith(wanted) && name.endsWith('.whl'))
  if (!file) throw new GatewayError('download_failed', `${hostOf(address)} has no wheel of ${project} ${version}.`)
  const isSameHost = new URL(file.url).origin === new URL(address).origin
  return { url: file.url, sha256: file.sha256, headers: isSameHost ? headers : {} }
}

/** Sign-in pages and proxies answer 200, too; what cannot be read is no index, and no reason to give up on other ways. */
function readIndex(text: string, type: string, url: string): IndexFile[] {
  try {
    return type.includes('json') ? fromJson(text, url) : fromHtml(text, url)
  } catch (cause) {
    throw new GatewayError('download_failed', `What ${hostOf(url)} answered is no package index.`, { cause })
  }
}

interface IndexFile {
  name: string
  url: string
  sha256: string | undefined
}

function fromJson(text: string, base: string): IndexFile[] {
  return Simple.parse(JSON.parse(text)).files.map(({ filename, url, hashes }) => ({
    name: filename,
    url: new URL(url, base).href,
    sha256: hashes['sha256'],
  }))
}

/** Anchors of the page; the hash stands in the link's fragment. */
function fromHtml(text: string, base: string): IndexFile[] {
  return [...text.matchAll(/<a\b[^>]*?\bhref\s*=\s*(["'])(.*?)\1/gi)].map(([, , href = '']) => {
    const url = new URL(href.replaceAll('&amp;', '&'), base)
    const sha256 = /sha256=([0-9a-f]{64})/i.exec(url.hash)?.[1]?.toLowerCase()
    url.hash = ''
    return { name: decodeURIComponent(url.pathname.split('/').at(-1) ?? ''), url: url.href, sha256 }
  })
}

async function fetchPage(
  page: string,
  headers: Record<string, string>,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<{ text: string; type: string; url: string }> {
  let url = page
  for (let hops = 0; hops < 5; hops++) {
    // A password is for the index it was given with, not for where that redirects to.
    const isSameHost = new URL(url).origin === new URL(page).origin
    const { status, location, type, text } = await ask(url, isSameHost ? headers : {}, dispatcher, signal)
    if (status >= 300 && status < 400 && location !== null) {
      url = new URL(location, url).href
      continue
    }
    if (status !== 200)
      throw new GatewayError('download_failed', `The package index ${hostOf(url)} answered ${status}.`)
    return { text, type, url }
  }
  throw new GatewayError('download_failed', `The package index ${hostOf(page)} redirects in circles.`)
}

async function ask(
  url: string,
  headers: Record<string, string>,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<{ status: number; location: string | null; type: string; text: string }> {
  try {
    const response = await request(url, {
      dispatcher,
      signal,
      headers: {
        ...headers,
        accept: 'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1',
      },
    })
    const location = response.headers['location']
    return {
      status: response.statusCode,
      location: typeof location === 'string' ? location : null,
      type: String(response.headers['content-type'] ?? ''),
      text: await response.body.text(),
    }
  } catch (cause) {
    if (signal.aborted) throw cause
    throw new GatewayError('download_failed', `The package index ${hostOf(url)} cannot be reached.`, {
      cause,
      isRetryable: true,
    })
  }
}

/** An index may be named with its password inside; that goes into a header and never into a message. */
function withoutPassword(index: string): { address: string; headers: Record<string, string> } {
  const url = new URL(index)
  if (!url.username) return { address: url.href, headers: {} }
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  url.username = ''
  url.password = ''
  return { address: url.href, headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } }
}
