import { errors as undiciErrors, request, type Dispatcher } from 'undici'
import * as z from 'zod'
import { GatewayError } from '../errors.ts'

/** How one engine is reached over HTTP. */
export interface EngineHttp {
  /** Root of the engine, without `/v1` and without a slash at its end. */
  root: string
  key: string | undefined
  dispatcher: Dispatcher
}

/** Root of an engine's address: `/v1` and slashes at its end are taken off, so both ways of writing it work. */
export function engineRoot(url: string): string {
  return url.replace(/\/+$/, '').replace(/\/v1$/, '').replace(/\/+$/, '')
}

/** One JSON answer, checked. */
export async function getJson<T>(
  http: EngineHttp,
  path: string,
  schema: z.ZodType<T>,
  signal: AbortSignal,
): Promise<T> {
  return readJson(http, await send(http, path, { method: 'GET' }, signal), path, schema)
}

/** One JSON answer to a JSON body, checked. */
export async function postJson<T>(
  http: EngineHttp,
  path: string,
  body: unknown,
  schema: z.ZodType<T>,
  signal: AbortSignal,
): Promise<T> {
  return readJson(http, await send(http, path, { method: 'POST', body: JSON.stringify(body) }, signal), path, schema)
}

/** Opens an answer; its body must be read to the end or destroyed. Sends once more, at most, when the connection broke before anything was answered: a kept-alive socket may just have been closed. */
export async function send(
  http: EngineHttp,
  path: string,
  what: { method: 'GET' | 'POST'; body?: string },
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await request(`${http.root}${path}`, {
        method: what.method,
        dispatcher: http.dispatcher,
        signal,
        headers: {
          ...(what.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(http.key === undefined ? {} : { authorization: `Bearer ${http.key}` }),
        },
        body: what.body ?? null,
      })
      if (response.statusCode >= 400) throw await refusal(http, response)
      return response
    } catch (error) {
      if (error instanceof GatewayError || signal.aborted) throw error
      if (attempt === 0 && codeOf(error) === 'UND_ERR_SOCKET') continue
      throw connectionError(http, error)
    }
  }
}

async function readJson<T>(
  http: EngineHttp,
  response: Dispatcher.ResponseData,
  path: string,
  schema: z.ZodType<T>,
): Promise<T> {
  const text = await response.body.text()
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw new GatewayError('engine_error', `The engine at ${http.root} answered ${path} with something unexpected.`, {
    cause: parsed.error,
    remedy: 'Check that --engine names the right kind of engine for that address.',
  })
}

/** Every shape in which engines are known to put an error: OpenAI's object, a bare string, FastAPI's detail. */
export const ErrorAnswer = z.union([
  z.object({
    error: z.object({
      message: z.string(),
      param: z.string().nullish(),
      code: z.union([z.string(), z.number()]).nullish(),
    }),
  }),
  z.object({ error: z.string(), error_type: z.string().optional() }),
  z.object({ detail: z.union([z.string(), z.array(z.object({ msg: z.string() }))]) }),
  z.object({ object: z.literal('error'), message: z.string() }),
])

/** The sentence in an engine's error. */
export function messageIn(answer: z.infer<typeof ErrorAnswer>): string {
  if ('message' in answer) return answer.message
  if ('detail' in answer)
    return typeof answer.detail === 'string' ? answer.detail : answer.detail.map(({ msg }) => msg).join('; ')
  return typeof answer.error === 'string' ? answer.error : answer.error.message
}

async function refusal(http: EngineHttp, response: Dispatcher.ResponseData): Promise<GatewayError> {
  const text = await response.body.text()
  const answer = ErrorAnswer.safeParse(parseJson(text))
  const quote = answer.success ? messageIn(answer.data) : text.slice(0, 200) || `status ${response.statusCode}`
  const status = response.statusCode
  if (status === 401 || status === 403) {
    return new GatewayError('engine_error', `The engine at ${http.root} refused the key.`, {
      remedy: 'Give the right one with --engine-key or WAYLINE_ENGINE_KEY.',
    })
  }
  if (status === 404) {
    return new GatewayError('model_not_found', `The engine at ${http.root} answered 404`, {
      quote,
      remedy: 'Check --model and --engine-url; `GET /v1/models` of the engine lists what it serves.',
    })
  }
  if (status === 429 || status >= 500) {
    return new GatewayError(
      status === 503 ? 'engine_starting' : 'engine_error',
      `The engine at ${http.root} answered ${status}`,
      {
        quote,
        isRetryable: true,
        status: status === 429 ? 429 : 503,
        remedy: 'Try again in a moment; the log of the engine tells more.',
      },
    )
  }
  const param =
    answer.success && 'error' in answer.data && typeof answer.data.error === 'object' ? answer.data.error.param : null
  return new GatewayError('invalid_request', `The engine refused the request`, {
    quote,
    ...(param ? { param } : {}),
    status: 400,
  })
}

/** What went wrong with a connection, as people can act on it. */
export function connectionError(http: EngineHttp, cause: unknown): GatewayError {
  const code = codeOf(cause)
  if (code.includes('TIMEOUT') || cause instanceof undiciErrors.HeadersTimeoutError) {
    return new GatewayError('engine_timeout', `The engine at ${http.root} did not answer in time.`, {
      cause,
      isRetryable: true,
      remedy: 'Check its load, or give it longer.',
    })
  }
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) {
    return new GatewayError(
      'engine_unreachable',
      `The certificate of the engine at ${http.root} is not trusted (${code}).`,
      {
        cause,
        remedy: 'Name your certificate authority in NODE_EXTRA_CA_CERTS.',
      },
    )
  }
  const reason =
    code === 'ECONNREFUSED'
      ? 'nothing listens there'
      : code === 'ENOTFOUND' || code === 'EAI_AGAIN'
        ? 'the host name is not known'
        : `the connection broke (${code || 'no reason given'})`
  return new GatewayError('engine_unreachable', `The engine at ${http.root} cannot be reached: ${reason}.`, {
    cause,
    isRetryable: true,
    remedy: 'Start the engine, or correct --engine-url.',
  })
}

/** The system's or TLS's error code, wherever in the chain of causes it is; of several attempts the first. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}

/** Undefined for what is no JSON: the caller's schema refuses that, and says so in its own words. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Told by the return value.
    return undefined
  }
}
