import * as vscode from 'vscode'
import { WorkDoneProgressCancelNotification, type LanguageClient, type Middleware } from 'vscode-languageclient/node'

type Token = string | number

/** Long work as its user sees it. */
interface Shown {
  report(message: string | undefined, percentage: number | undefined): void
  end(): void
}

/**
 * Shows work that can be cancelled as a notification with a button for that. The client library shows all work in the status bar, where
 * nothing can be pressed; what cannot be cancelled is left to it.
 */
export function cancellableProgress(
  client: () => LanguageClient | null,
): NonNullable<Middleware['handleWorkDoneProgress']> {
  const shown = new Map<Token, Shown>()
  return (token, params, next) => {
    if (params.kind === 'begin' && params.cancellable === true) {
      const cancel = (): void => void client()?.sendNotification(WorkDoneProgressCancelNotification.type, { token })
      shown.set(token, show(params.title, cancel))
    }
    const own = shown.get(token)
    if (!own) {
      next(token, params)
    } else if (params.kind === 'end') {
      own.end()
      shown.delete(token)
    } else {
      own.report(params.message, params.percentage)
    }
  }
}

function show(title: string, cancel: () => void): Shown {
  let end = (): void => undefined
  const ended = new Promise<void>(resolve => (end = resolve))
  let tell: (message: string | undefined, percentage: number | undefined) => void = () => undefined
  void vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title },
    (progress, cancellation) => {
      cancellation.onCancellationRequested(cancel)
      let reported = 0
      tell = (message, percentage = reported) => {
        progress.report({ ...(message === undefined ? {} : { message }), increment: percentage - reported })
        reported = percentage
      }
      return ended
    },
  )
  return { report: (message, percentage) => tell(message, percentage), end }
}
