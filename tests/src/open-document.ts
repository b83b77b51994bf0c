import {
  CancellationTokenSource,
  CompletionRequest,
  DidChangeTextDocumentNotification,
  DidSaveTextDocumentNotification,
  InlineCompletionRequest,
  InlineCompletionTriggerKind,
  type CancellationToken,
  type CompletionItem,
  type InlineCompletionItem,
  type Position,
  type ProtocolConnection,
  type Range,
} from 'vscode-languageserver-protocol/node'

export type PositionEncoding = 'utf-16' | 'utf-8'

export interface AskOptions {
  signal?: AbortSignal
  /** By hand, as with a key; else as while typing. */
  invoked?: boolean
}

/** A document as the editor has it open, with a cursor in it. */
export interface OpenDocument {
  uri: string
  /** Where the cursor stands. */
  position: Position
  /** Inserts text at the cursor, which moves behind it. */
  type(text: string): Promise<void>
  replace(range: Range, text: string): Promise<void>
  save(): Promise<void>
  /** Asks for ghost text at the cursor. */
  inline(options?: AskOptions): Promise<InlineCompletionItem[]>
  /** Asks for the list of completions at the cursor. */
  completions(options?: AskOptions): Promise<CompletionItem[]>
}

/** The editor's side of a document that the server has been told of. */
export function openDocument(
  connection: ProtocolConnection,
  uri: string,
  start: Position,
  encoding: PositionEncoding,
): OpenDocument {
  let version = 1
  const document: OpenDocument = {
    uri,
    position: start,
    async type(text) {
      const at = document.position
      document.position = moved(at, text, encoding)
      await document.replace({ start: at, end: at }, text)
    },
    replace: (range, text) =>
      connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version: ++version },
        contentChanges: [{ range, text }],
      }),
    save: () => connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } }),
    async inline({ signal, invoked = false } = {}) {
      const triggerKind = invoked ? InlineCompletionTriggerKind.Invoked : InlineCompletionTriggerKind.Automatic
      const params = { textDocument: { uri }, position: document.position, context: { triggerKind } }
      const answer = await connection.sendRequest(InlineCompletionRequest.type, params, tokenOf(signal))
      return Array.isArray(answer) ? answer : (answer?.items ?? [])
    },
    async completions({ signal } = {}) {
      const params = { textDocument: { uri }, position: document.position, context: { triggerKind: 1 as const } }
      const answer = await connection.sendRequest(CompletionRequest.type, params, tokenOf(signal))
      return Array.isArray(answer) ? answer : (answer?.items ?? [])
    },
  }
  return document
}

/** The connection's own kind of signal. */
function tokenOf(signal: AbortSignal | undefined): CancellationToken {
  const source = new CancellationTokenSource()
  signal?.addEventListener('abort', () => {
    source.cancel()
  })
  return source.token
}

function moved(from: Position, text: string, encoding: PositionEncoding): Position {
  const lines = text.split('\n')
  const last = lines[lines.length - 1] ?? ''
  const width = encoding === 'utf-8' ? Buffer.byteLength(last) : last.length
  if (lines.length === 1) return { line: from.line, character: from.character + width }
  return { line: from.line + lines.length - 1, character: width }
}
