/** Stable codes of everything the language server and the command can fail at. */
export type ErrorCode =
  | 'gateway_unreachable'
  | 'gateway_refused'
  | 'unauthorized'
  | 'model_missing'
  | 'engine_unavailable'
  | 'timeout'
  | 'bad_argument'
  | 'bad_answer'
  | 'local_gateway_failed'
  | 'file_unreadable'

/** A failure with a sentence for people, a code for programs, and, where there is one, a remedy. */
export class WaylineError extends Error {
  readonly code: ErrorCode
  readonly remedy: string | undefined
  readonly isRetryable: boolean

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; remedy?: string; isRetryable?: boolean } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'WaylineError'
    this.code = code
    this.remedy = options.remedy
    this.isRetryable = options.isRetryable ?? false
  }
}
