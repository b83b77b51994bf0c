import { request } from 'undici'
import * as z from 'zod'
import { WaylineError } from '../../errors.ts'
import { dispatcherOf } from '../../gateway/dispatcher-of.ts'
import { harmless } from '../../diagnosis/output/excerpt.ts'

/** HTTP to GitHub or GitLab, through whatever proxies and certificates the environment names. */
export interface Forge {
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>
  /** Every page of a list. */
  list<T>(path: string, schema: z.ZodType<T>): Promise<T[]>
  post(path: string, body: unknown): Promise<void>
  dispose(): Promise<void>
}

export interface ForgeOptions {
  /** What people call it. */
  name: 'GitHub' | 'GitLab'
  apiUrl: string
  headers: Record<string, string>
  /** The rights that the token needs, for people. */
  rights: string
  env: NodeJS.ProcessEnv
  signal: AbortSignal
}

const pageSize = 100
/** A change with more comments than this has other troubles. */
const mostPages = 50
const answerTimeoutMs = 60_000

export function openForge({ name, apiUrl, headers, rights, env, signal }: ForgeOptions): Forge {
  const base = baseUrl(name, apiUrl)
  const dispatcher = dispatcherOf(env)

  async function send(method: 'GET' | 'POST', path: string, body?: unknown): Promise<string> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)])
    let answer: { status: number; text: string; left: string }
    try {
      const {
        statusCode,
        body: stream,
        headers: told,
      } = await request(base + path, {
        method,
        dispatcher,
        signal: limit,
        headers: {
          ...headers,
          'user-agent': 'wayline',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      answer = { status: statusCode, text: await stream.text(), left: String(told['x-ratelimit-remaining'] ?? '') }
    } catch (cause) {
      signal.throwIfAborted()
      throw failed(
        `${name} at ${base} cannot be reached (${reasonOf(cause)}).`,
        'Check its address, the network and the proxy settings.',
        cause,
      )
    }
    if (answer.status >= 200 && answer.status < 300) return answer.text
    throw refusal(name, rights, path, answer)
  }

  async function get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const parsed = schema.safeParse(jsonIn(await send('GET', path)))
    if (parsed.success) return parsed.data
    throw failed(`What answers at ${base} is not ${name}.`, 'Check the address of its API (--api-url).', parsed.error)
  }

  return {
    get,
    async list(path, schema) {
      const all: z.infer<typeof schema>[] = []
      for (let page = 1; page <= mostPages; page++) {
        const found = await get(
          `${path}${path.includes('?') ? '&' : '?'}per_page=${pageSize}&page=${page}`,
          z.array(schema),
        )
        all.push(...found)
        if (found.length < pageSize) break
      }
      return all
    },
    async post(path, body) {
      await send('POST', path, body)
    },
    dispose: () => dispatcher.destroy(),
  }
}

function refusal(
  name: string,
  rights: string,
  path: string,
  { status, text, left }: { status: number; text: string; left: string },
): WaylineError {
  const told = messageIn(text)
  const said = told === '' ? '' : ` It says: ${told.replace(/\.?$/, '.')}`
  if (status === 401)
    return new WaylineError('unauthorized', `${name} did not accept the token.${said}`, {
      remedy: `Set ${name === 'GitHub' ? 'GITHUB_TOKEN' : 'GITLAB_TOKEN'} to a token that is valid.`,
    })
  if (status === 429 || (status === 403 && left === '0'))
    return failed(`${name} takes no more requests with this token for a while.`, 'Try again later.')
  if (status === 403) return failed(`The token may not do that at ${name}.${said}`, `It needs ${rights}.`)
  if (status === 404)
    return failed(
      `${name} has nothing at ${path.split('?')[0] ?? path}.`,
      `Check the repository and the number; a token without ${rights} sees nothing there either.`,
    )
  return failed(`${name} answered ${status}.${said}`, 'Try again; `--format json` has the review without posting it.')
}

function failed(message: string, remedy: string, cause?: unknown): WaylineError {
  return new WaylineError('post_failed', message, { remedy, cause })
}

function messageIn(text: string): string {
  const body = z
    .looseObject({ message: z.unknown().optional(), error: z.unknown().optional(), errors: z.unknown().optional() })
    .safeParse(jsonIn(text)).data
  const parts = [body?.message ?? body?.error, body?.errors].flatMap(part =>
    part === undefined ? [] : [typeof part === 'string' ? part : JSON.stringify(part)],
  )
  return harmless(parts.join(' ')).slice(0, 300)
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A page of a proxy, for example: whoever asked says what it is not.
    return undefined
  }
}

function baseUrl(name: string, url: string): string {
  const trimmed = url.replace(/\/+$/, '')
  const parsed = URL.canParse(trimmed) ? new URL(trimmed) : null
  if (parsed?.protocol === 'https:' || parsed?.protocol === 'http:') return trimmed
  throw new WaylineError('bad_argument', `${url} is not an address of ${name}.`, {
    remedy: 'Give --api-url an address such as https://git.example.com/api/v4.',
  })
}

/** The innermost reason: HTTP clients wrap what the system says. */
function reasonOf(error: unknown): string {
  let inner = error
  for (let depth = 0; depth < 5 && inner instanceof Error && inner.cause instanceof Error; depth++) inner = inner.cause
  if (!(inner instanceof Error)) return String(inner)
  return 'code' in inner && typeof inner.code === 'string' ? inner.code : inner.message
}
