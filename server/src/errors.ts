import { types } from 'node:util'
import type { FetchableModel } from '@wayline/inference/api'

/** Stable codes of everything the language server and the command can fail at. */
export type ErrorCode =
  | 'gateway_unreachable'
  | 'gateway_refused'
  | 'unauthorized'
  | 'model_missing'
  | 'model_loading'
  | 'engine_unavailable'
  | 'timeout'
  | 'bad_argument'
  | 'bad_answer'
  | 'local_gateway_failed'
  | 'file_unreadable'
  | 'file_unwritable'
  | 'git_failed'
  | 'post_failed'

/** A failure with a sentence for people, a code for programs, and, where there is one, a remedy. */
export class WaylineError extends Error {
  readonly code: ErrorCode
  readonly remedy: string | undefined
  readonly isRetryable: boolean
  /** The model whose fetching would mend it. */
  readonly missingModel: FetchableModel | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; remedy?: string; isRetryable?: boolean; missingModel?: FetchableModel } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'WaylineError'
    this.code = code
    this.remedy = options.remedy
    this.isRetryable = options.isRetryable ?? false
    this.missingModel = options.missingModel
  }
}

/** The code of an error of the operating system, such as `ENOENT`; empty for any other error. */
export function systemCode(error: unknown): string {
  // Not `instanceof`: an error from another realm is one as well.
  return types.isNativeError(error) && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Whether the system says that there was no room left to write. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(systemCode(error))
}
