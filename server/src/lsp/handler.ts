import { ErrorCodes, LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver/node'
import type * as z from 'zod'
import { WaylineError } from '../errors.ts'
import type { Log } from './log.ts'
import type { Status } from './status.ts'

/** A request of the editor, with its cancellation as an AbortSignal. */
type Answer<P, R> = (params: P, signal: AbortSignal) => Promise<R> | R
type Handler<P, R> = (params: P, token: CancellationToken) => Promise<R | ResponseError>

/**
 * The one place where failures become answers of the protocol, and where it is decided whether params are what the protocol
 * says: `Params` is what the answer relies on of them.
 */
export interface Handlers {
  /** For what the user has asked for by name: a failure is told as one sentence with its remedy. */
  loud<P, R>(Params: z.ZodType<P>, answer: Answer<P, R>): Handler<unknown, R>
  /** For what happens while typing: a failure is a state, told by the status, and the answer is `nothing`. */
  quiet<P, R>(Params: z.ZodType<P>, nothing: R, answer: Answer<P, R>): Handler<unknown, R>
}

export function createHandlers(log: Log, status: Status): Handlers {
  return {
    loud: (Params, answer) =>
      wrapped(Params, answer, error => new ResponseError(LSPErrorCodes.RequestFailed, sentence(error, log))),
    quiet: (Params, nothing, answer) =>
      wrapped(Params, answer, error => {
        if (error instanceof WaylineError) status.failed(error)
        else sentence(error, log)
        return nothing
      }),
  }
}

function wrapped<P, R>(
  Params: z.ZodType<P>,
  answer: Answer<P, R>,
  failed: (error: unknown) => R | ResponseError,
): Handler<unknown, R> {
  return async (sent, token) => {
    const { data: params, error } = Params.safeParse(sent)
    if (error) return new ResponseError(ErrorCodes.InvalidParams, invalid(error))
    const controller = new AbortController()
    const listening = token.onCancellationRequested(() => controller.abort())
    if (token.isCancellationRequested) controller.abort()
    try {
      return await answer(params, controller.signal)
    } catch (error) {
      if (controller.signal.aborted) return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.')
      return failed(error)
    } finally {
      listening.dispose()
    }
  }
}

/** Which of the params is at fault; what exactly is wrong with it the protocol says. */
function invalid({ issues: [issue] }: z.ZodError): string {
  const name = issue?.path.join('.') ?? ''
  return name ? `The param ${name} is not what the protocol says.` : 'The params are not those of the protocol.'
}

/** What people are told of a failure. What nobody foresaw goes to the log, where whoever mends it can find it. */
function sentence(error: unknown, log: Log): string {
  if (error instanceof WaylineError) return error.remedy ? `${error.message} ${error.remedy}` : error.message
  log.error(`Wayline failed unexpectedly: ${error instanceof Error ? error.message : String(error)}`)
  if (error instanceof Error && error.stack) log.debug(error.stack)
  return 'Wayline failed unexpectedly; its log says more.'
}
