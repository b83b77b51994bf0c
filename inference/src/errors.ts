import type { FetchableModel } from './api/index.ts'

/** Stable codes of everything the gateway can refuse or fail at; a client decides by these, never by message text. */
export type ErrorCode =
  | 'invalid_request'
  | 'unauthorized'
  | 'not_found'
  | 'model_not_found'
  | 'unsupported'
  | 'engine_unreachable'
  | 'engine_error'
  | 'engine_timeout'
  | 'engine_starting'
  | 'model_missing'
  | 'model_corrupt'
  | 'download_failed'
  | 'disk_full'
  | 'port_in_use'
  | 'bad_config'
  | 'locked'
  | 'internal'

const httpStatus: Record<ErrorCode, number> = {
  invalid_request: 400,
  unauthorized: 401,
  not_found: 404,
  model_not_found: 404,
  unsupported: 400,
  engine_unreachable: 503,
  engine_error: 502,
  engine_timeout: 504,
  engine_starting: 503,
  model_missing: 503,
  model_corrupt: 503,
  download_failed: 503,
  disk_full: 507,
  port_in_use: 500,
  bad_config: 500,
  locked: 409,
  internal: 500,
}

/** A failure with a sentence for people, a code for programs, and, where there is one, a remedy. */
export class GatewayError extends Error {
  readonly code: ErrorCode
  readonly remedy: string | undefined
  readonly isRetryable: boolean
  readonly param: string | null
  /** The model whose fetching would mend it. */
  readonly missingModel: FetchableModel | undefined
  readonly status: number
  /** The message without what somebody else said: an engine may quote the code that it was sent. */
  readonly loggable: string

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      cause?: unknown
      remedy?: string
      isRetryable?: boolean
      param?: string
      missingModel?: FetchableModel
      status?: number
      quote?: string
    } = {},
  ) {
    super(options.quote === undefined ? message : `${message}: ${options.quote}`, { cause: options.cause })
    this.name = 'GatewayError'
    this.code = code
    this.remedy = options.remedy
    this.isRetryable = options.isRetryable ?? false
    this.param = options.param ?? null
    this.missingModel = options.missingModel
    this.status = options.status ?? httpStatus[code]
    this.loggable = message
  }
}
