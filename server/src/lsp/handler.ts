import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver/node'
import { WaylineError } from '../errors.ts'
import type { Log } from './log.ts'
import type { Status } from './status.ts'

/** A request of the editor, with its cancellation as an AbortSignal. */
type Answer<P, R> = (params: P, signal: AbortSignal) => Promise<R> | R
type Handler<P, R> = (params: P, token: CancellationToken) => Promise<R | ResponseError>

/** The one place where failures become answers of the protocol. */
export interface Handlers {
  /** For what the user has asked for by name: a failure is told as one sentence with its remedy. */
  loud<P, R>(answer: Answer<P, R>): Handler<P, R>
  /** For what happens while typing: a failure is a state, told by the status, and the answer is `nothing`. */
  quiet<P, R>(nothing: R, answer: Answer<P, R>): Handler<P, R>
}

export function createHandlers(log: Log, status: Status): Handlers {
  return {
    loud: answer => wrapped(answer, error => new ResponseError(LSPErrorCodes.RequestFailed, sentence(error, log))),
    quiet: (nothing, answer) =>
      wrapped(answer, error => {
        if (error instanceof WaylineError) status.failed(error)
        else sentence(error, log)
        return nothing
      }),
  }
}

function wrapped<P, R>(answer: Answer<P, R>, failed: (error: unknown) => R | ResponseError): Handler<P, R> {
  return async (params, token) => {
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

/** What people are told of a failure. What nobody foresaw goes to the log, where whoever mends it can find it. */
function sentence(error: unknown, log: Log): string {
  if (error instanceof WaylineError) return error.remedy ? `${error.message} ${error.remedy}` : error.message
  log.error(`Wayline failed unexpectedly: ${error instanceof Error ? error.message : String(error)}`)
  if (error instanceof Error && error.stack) log.debug(error.stack)
  return 'Wayline failed unexpectedly; its log says more.'
}
