import { setTimeout as wait } from 'node:timers/promises'
import { ShowDocumentRequest } from 'vscode-languageserver/node'

/** The part of a connection that is used. */
interface Asks {
  sendRequest(method: string, params: object): Promise<unknown>
}

/** Showing a document takes an editor a moment; one that has not answered by then will not. */
const limitMs = 5000

/**
 * Asks the editor to show a document, at its beginning or, `external`, in another program; false where it has not. JetBrains IDEs (LSP4IJ
 * 0.20) never answer where no selection is sent, so one always is, and nobody waits forever for an answer.
 */
export async function showDocument(
  connection: Asks,
  { uri, external = false }: { uri: string; external?: boolean },
  limit = limitMs,
): Promise<boolean> {
  const start = { line: 0, character: 0 }
  const how = external ? { external } : { takeFocus: false, selection: { start, end: start } }
  const answered = new AbortController()
  try {
    const shown = connection.sendRequest(ShowDocumentRequest.method, { uri, ...how })
    const answer = await Promise.race([shown, wait(limit, null, { signal: answered.signal, ref: false })])
    return typeof answer === 'object' && answer !== null && 'success' in answer && answer.success === true
  } finally {
    answered.abort()
  }
}
