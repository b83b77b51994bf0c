import { ResponseError, type CancellationToken, type MessageConnection } from 'vscode-jsonrpc/browser'
import type * as lsp from 'vscode-languageserver-types'
import { openLine, type Line } from './connection.ts'
import { fromRange } from './convert.ts'
import type { monaco } from './monaco.ts'
import type { Words } from './words.ts'

/** How things stand: what the language server says of itself, or what is known of the way to it. */
export interface State {
  state: keyof Words['states']
  message?: string
  remedy?: string
  model?: string
}

/** Long work that the language server tells of. */
export interface Progress {
  token: string | number
  title: string
  message: string
  percentage: number | null
  canCancel: boolean
}

export interface ClientEvents {
  onState(state: State): void
  onDiagnostics(uri: string, version: number | null, diagnostics: lsp.Diagnostic[]): void
  onProgress(progress: Progress | null): void
  onMessage(text: string, isProblem: boolean): void
  applyEdit(edit: lsp.WorkspaceEdit): boolean
}

/** The page's side of the protocol. It survives its language server: whatever is open is opened again at the next one. */
export interface LanguageClient {
  readonly state: State
  /** Connects anew, after a change of the key or of what is asked for, or after a rest. */
  restart(): void
  /** Whether there is a language server at the other end of the line. */
  readonly isConnected: boolean
  /** Tells of a document and, from then on, of every change of it. */
  open(model: monaco.editor.ITextModel): void
  isOpen(uri: string): boolean
  setModel(model: string): void
  /** Null where there is no answer: the line is closed, or nobody waits any more. */
  request<Result>(method: string, params: object, token?: CancellationToken): Promise<Result | null>
  /** As `request`, and a failure is told to the user. */
  command(command: string, commandArguments: readonly unknown[]): Promise<unknown>
  cancel(progress: Progress): void
}

export interface ClientOptions {
  key: () => string
  model: () => string
  suggestions: 'inline' | 'list'
  events: ClientEvents
}

const retryMs = 2000
/** What the gateway says when it closes a line; where it says nothing, it has gone. */
const closings = new Map<number, State['state']>([
  [4401, 'unauthorized'],
  [4408, 'idle'],
  [4429, 'full'],
  [4413, 'failed'],
  [4500, 'failed'],
  [1008, 'failed'],
])

export function createLanguageClient({ key, model, suggestions, events }: ClientOptions): LanguageClient {
  const documents = new Map<string, monaco.editor.ITextModel>()
  const work = new Map<string | number, Progress>()
  let state: State = { state: 'connecting' }
  let line: Line | null = null
  /** Grows with every restart, so that what an earlier line still says is known to be late. */
  let attempt = 0

  function enter(next: State): void {
    state = next
    events.onState(next)
  }

  async function connect(): Promise<void> {
    const now = ++attempt
    line?.close()
    line = null
    enter({ state: 'connecting' })
    const opened = await openLine()
    if (now !== attempt) {
      opened.close()
      return
    }
    void opened.closed.then(({ code }) => {
      if (now === attempt) ended(code)
    })
    if (!opened.isOpen) return
    const { connection } = opened
    listen(connection)
    try {
      await connection.sendRequest('playground/open', { key: key(), model: model(), suggestions })
    } catch {
      // Why the line was closed is told by its end.
      return
    }
    line = opened
    enter({ state: 'starting' })
    for (const document of documents.values()) tellOpen(document)
  }

  function ended(code: number): void {
    line = null
    work.clear()
    events.onProgress(null)
    const known = closings.get(code)
    enter({ state: known ?? 'lost' })
    if (known !== undefined) return
    const now = attempt
    setTimeout(() => now === attempt && void connect(), retryMs)
  }

  function listen(connection: MessageConnection): void {
    connection.onNotification('wayline/status', (status: State) => enter(status))
    connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, version, diagnostics }: { uri: string; version?: number; diagnostics: lsp.Diagnostic[] }) =>
        events.onDiagnostics(uri, version ?? null, diagnostics),
    )
    connection.onNotification('window/showMessage', ({ type, message }: { type: number; message: string }) =>
      events.onMessage(message, type < 3),
    )
    connection.onRequest('workspace/applyEdit', ({ edit }: { edit: lsp.WorkspaceEdit }) => ({
      applied: events.applyEdit(edit),
    }))
    connection.onRequest('window/showMessageRequest', ({ message }: { message: string }) => {
      events.onMessage(message, false)
      return null
    })
    connection.onUnhandledProgress(({ token, value }) => progressed(token, value))
  }

  function progressed(token: string | number, value: unknown): void {
    // The gateway passes on what our own language server says.
    const { kind, title, message, percentage, cancellable } = value as {
      kind: string
      title?: string
      message?: string
      percentage?: number
      cancellable?: boolean
    }
    const before = work.get(token)
    if (kind === 'end') work.delete(token)
    else
      work.set(token, {
        token,
        title: title ?? before?.title ?? '',
        message: message ?? '',
        percentage: percentage ?? before?.percentage ?? null,
        canCancel: cancellable ?? before?.canCancel ?? false,
      })
    events.onProgress([...work.values()].at(-1) ?? null)
  }

  function notify(method: string, params: object): void {
    void line?.connection.sendNotification(method, params)
  }

  function tellOpen(document: monaco.editor.ITextModel): void {
    notify('textDocument/didOpen', {
      textDocument: {
        uri: document.uri.toString(),
        languageId: document.getLanguageId(),
        version: document.getVersionId(),
        text: document.getValue(),
      },
    })
  }

  async function request<Result>(method: string, params: object, token?: CancellationToken): Promise<Result | null> {
    if (!line) return null
    return token
      ? line.connection.sendRequest<Result>(method, params, token)
      : line.connection.sendRequest<Result>(method, params)
  }

  return {
    get state() {
      return state
    },
    get isConnected() {
      return line !== null
    },
    restart: () => void connect(),
    open(document) {
      const uri = document.uri.toString()
      if (documents.has(uri)) return
      documents.set(uri, document)
      tellOpen(document)
      document.onDidChangeContent(({ changes, versionId }) => {
        if (state.state === 'idle') void connect()
        notify('textDocument/didChange', {
          textDocument: { uri, version: versionId },
          contentChanges: changes.map(({ range, text }) => ({ range: fromRange(range), text })),
        })
      })
    },
    isOpen: uri => documents.has(uri),
    setModel: name => notify('playground/model', { model: name }),
    async request<Result>(method: string, params: object, token?: CancellationToken) {
      try {
        return await request<Result>(method, params, token)
      } catch {
        // Typed on, or gone: there is nothing to show, and the state says what is wrong where something is.
        return null
      }
    },
    async command(command, commandArguments) {
      try {
        return await request('workspace/executeCommand', {
          command,
          ...(commandArguments.length > 0 ? { arguments: commandArguments } : {}),
        })
      } catch (error) {
        if (error instanceof ResponseError) events.onMessage(error.message, true)
        return null
      }
    },
    cancel: ({ token }) => notify('window/workDoneProgress/cancel', { token }),
  }
}
