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

/** Less than this is no wait that anybody wants to hear of. */
const momentMs = 500

/** Shows that something is being done once it has taken longer than a moment. */
export async function withLateProgress<T>(
  connection: Connection,
  client: Client,
  title: string,
  work: Promise<T>,
  after = afterDelay,
): Promise<T> {
  if (!client.hasProgress) return work
  let end: () => void = () => undefined
  const takeBack = after(momentMs, () => {
    const done = new Promise<void>(resolve => (end = resolve))
    // What becomes of the work is told to whoever waits for it; this only shows that it goes on.
    void connection.window.createWorkDoneProgress().then(async progress => {
      progress.begin(title)
      await done
      progress.done()
    })
  })
  try {
    return await work
  } finally {
    takeBack()
    end()
  }
}

function afterDelay(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}
