import { pathToFileURL } from 'node:url'
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  RegistrationRequest,
  ShowMessageNotification,
  ShowMessageRequest,
  ShutdownRequest,
  UnregistrationRequest,
  type ClientCapabilities,
  type InitializeResult,
  type ProtocolConnection,
  type ShowMessageParams,
  type WorkspaceFolder,
} from 'vscode-languageserver-protocol/node'
import { fullCapabilities } from './capabilities.ts'
import { atCursor } from './cursor.ts'
import type { Home } from './home.ts'
import { openDocument, type OpenDocument, type PositionEncoding } from './open-document.ts'
import type { RunningProcess } from './processes.ts'
import { connect, type Transport } from './transports.ts'
import { watchMessages } from './watch-messages.ts'

/** What a `$/progress` of work says. */
interface Progress {
  token: string | number
  value: { kind?: string; title?: string }
}

/** Settings of the section `wayline`. */
export type Settings = Record<string, unknown>

export interface EditorOptions {
  transport: Transport
  home: Home
  settings?: Settings
  /** What the editor can do; everything if not given. */
  capabilities?: ClientCapabilities
  clientInfo?: { name: string; version?: string }
  workspaceFolders?: WorkspaceFolder[]
  /** What it says of itself beside its settings, as clients of our own do. */
  introduction?: Record<string, unknown>
  /** Another build of the language server than the one that tests are about. */
  program?: string
  /** The process that the server is told to be its parent; ours if not given. */
  processId?: number
}

/** A real client of the protocol: opens documents, types, asks, and remembers what the server showed. */
export interface Editor {
  connection: ProtocolConnection
  initialized: InitializeResult
  /** The language server's own process; null where it shares ours. */
  process: RunningProcess | null
  /** Methods that the server has registered by now and not taken back; each as often as it stands. */
  registered(): string[]
  /** What the server has shown so far. */
  shown: ShowMessageParams[]
  /** The first message that the server has shown and nobody has read, now or later. */
  nextMessage(): Promise<ShowMessageParams>
  /** Resolves when the work that the server shows the progress of under this title has ended. */
  progressEnd(title: string): Promise<void>
  /** Called for a question with buttons; answers with one of them, or null. */
  onQuestion: (question: string, buttons: string[]) => string | null
  /** Opens a document; a `|` in the text is the cursor and is taken out. */
  open(uri: string, text: string, languageId?: string): Promise<OpenDocument>
  /** Sends other settings, as an editor does whose user has changed them. */
  configure(settings: Settings): Promise<void>
  /** Comes back when the server has worked off everything that was sent before. */
  settled(): Promise<void>
  /** Ends as the protocol wants it, and says with which code the server left. */
  quit(): Promise<number | null>
  /** Goes away without a word; resolves when the server has noticed and ended. */
  hangUp(): Promise<void>
  /** What either side sent that the protocol does not allow. */
  violations: string[]
}

/** Starts a language server, connects to it, and initializes it. */
export async function openEditor(options: EditorOptions): Promise<Editor> {
  const line = await connect(options.transport, options.home, options.program)
  const violations = watchMessages(line)
  const connection = createProtocolConnection(line.reader, line.writer)
  const projectUri = pathToFileURL(options.home.project).href
  const folders = options.workspaceFolders ?? [{ uri: projectUri, name: 'project' }]
  let settings = options.settings ?? {}

  const shown: ShowMessageParams[] = []
  const unread: ShowMessageParams[] = []
  const readers: ((message: ShowMessageParams) => void)[] = []
  connection.onNotification(ShowMessageNotification.type, message => {
    shown.push(message)
    const reader = readers.shift()
    if (reader) reader(message)
    else unread.push(message)
  })
  connection.onRequest(ShowMessageRequest.type, ({ message, actions = [] }) => {
    const title = editor.onQuestion(
      message,
      actions.map(action => action.title),
    )
    return title === null ? null : { title }
  })
  const progressTitles = new Map<string | number, string>()
  const progressEnds: { title: string; resolve: () => void }[] = []
  connection.onNotification('$/progress', ({ token, value }: Progress) => {
    if (value.kind === 'begin') progressTitles.set(token, value.title ?? '')
    if (value.kind !== 'end') return
    for (const { title, resolve } of progressEnds) if (title === progressTitles.get(token)) resolve()
  })
  connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
    items.map(item => (item.section === 'wayline' ? settings : null)),
  )
  connection.onRequest('workspace/workspaceFolders', () => folders)
  connection.onRequest('window/workDoneProgress/create', () => null)
  const registered = new Map<string, string>()
  connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
    for (const { id, method } of registrations) registered.set(id, method)
  })
  connection.onRequest(UnregistrationRequest.type, ({ unregisterations }) => {
    for (const { id } of unregisterations) registered.delete(id)
  })
  connection.listen()

  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: options.processId ?? process.pid,
    rootUri: folders[0]?.uri ?? null,
    workspaceFolders: folders,
    clientInfo: options.clientInfo ?? { name: 'test', version: '1' },
    capabilities: options.capabilities ?? fullCapabilities,
    initializationOptions: { ...options.introduction, wayline: settings },
  })
  await connection.sendNotification(InitializedNotification.type, {})
  const encoding: PositionEncoding = initialized.capabilities.positionEncoding === 'utf-8' ? 'utf-8' : 'utf-16'

  const editor: Editor = {
    connection,
    initialized,
    process: line.process,
    registered: () => [...registered.values()],
    shown,
    violations,
    onQuestion: () => null,
    progressEnd: title => new Promise(resolve => progressEnds.push({ title, resolve })),
    nextMessage: () => {
      const message = unread.shift()
      return message ? Promise.resolve(message) : new Promise(resolve => readers.push(resolve))
    },
    async open(uri, marked, languageId = 'typescript') {
      const start = { text: marked, position: { line: 0, character: 0 } }
      const { text, position } = marked.includes('|') ? atCursor(marked, encoding) : start
      const textDocument = { uri, languageId, version: 1, text }
      await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument })
      return openDocument(connection, uri, position, encoding)
    },
    async configure(next) {
      settings = next
      await connection.sendNotification('workspace/didChangeConfiguration', { settings: { wayline: next } })
    },
    async settled() {
      // Messages are worked off in order: that it does not know this method is told after all of them.
      await connection.sendRequest('wayline/nothing').catch(() => undefined)
    },
    async quit() {
      await connection.sendRequest(ShutdownRequest.type)
      await connection.sendNotification(ExitNotification.type)
      const code = await line.finished
      connection.dispose()
      return code
    },
    async hangUp() {
      connection.dispose()
      line.hangUp()
      await line.finished
    },
  }
  return editor
}
