import type { Connection } from 'vscode-languageserver/node'
import type { Client } from './client.ts'

/** Tells how far long work has come. */
export type Report = (message: string, percentage?: number) => void

/** Runs long work with `$/progress` where the client shows it. A cancellable one aborts its signal when the user cancels. */
export async function withProgress<T>(
  connection: Connection,
  client: Client,
  title: string,
  work: (report: Report, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  if (!client.hasProgress) return work(() => undefined, controller.signal)
  const progress = await connection.window.createWorkDoneProgress()
  progress.begin(title, 0, undefined, true)
  const listening = progress.token.onCancellationRequested(() => controller.abort())
  try {
    return await work(
      (message, percentage) =>
        percentage === undefined ? progress.report(message) : progress.report(percentage, message),
      controller.signal,
    )
  } finally {
    listening.dispose()
    progress.done()
  }
}
