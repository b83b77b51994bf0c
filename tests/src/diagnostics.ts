import {
  DocumentDiagnosticRequest,
  PublishDiagnosticsNotification,
  type ClientCapabilities,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol'
import { fullCapabilities } from './capabilities.ts'
import type { Editor } from './editor.ts'

const details = { relatedInformation: true, tagSupport: { valueSet: [1 as const, 2 as const] }, dataSupport: true }

/** An editor that is told what is wrong. */
export const pushCapabilities: ClientCapabilities = {
  ...fullCapabilities,
  textDocument: { ...fullCapabilities.textDocument, publishDiagnostics: { ...details, versionSupport: true } },
}

/** An editor that asks what is wrong. */
export const pullCapabilities: ClientCapabilities = {
  ...fullCapabilities,
  workspace: { ...fullCapabilities.workspace, diagnostics: { refreshSupport: true } },
  textDocument: { ...fullCapabilities.textDocument, diagnostic: { ...details, relatedDocumentSupport: true } },
}

/** What a server says is wrong with documents, as it comes. */
export interface Told {
  all: PublishDiagnosticsParams[]
  /** The next word on a document, or the last one that nobody has read. */
  next(uri: string): Promise<PublishDiagnosticsParams>
}

/** Listens to what is said of documents; to be called before the first is opened. */
export function listenForDiagnostics({ connection }: Editor): Told {
  const unread: PublishDiagnosticsParams[] = []
  const readers: { uri: string; resolve: (params: PublishDiagnosticsParams) => void }[] = []
  const told: Told = {
    all: [],
    next(uri) {
      const at = unread.findLastIndex(params => params.uri === uri)
      const [known] = at < 0 ? [] : unread.splice(0, at + 1).slice(-1)
      return known ? Promise.resolve(known) : new Promise(resolve => readers.push({ uri, resolve }))
    },
  }
  connection.onNotification(PublishDiagnosticsNotification.type, params => {
    told.all.push(params)
    const at = readers.findIndex(({ uri }) => uri === params.uri)
    const [reader] = at < 0 ? [] : readers.splice(at, 1)
    if (reader) reader.resolve(params)
    else unread.push(params)
  })
  return told
}

/** Asks what is wrong with an open document. */
export function pull(
  { connection }: Editor,
  uri: string,
  previousResultId?: string,
): Promise<DocumentDiagnosticReport> {
  return connection.sendRequest(DocumentDiagnosticRequest.type, {
    textDocument: { uri },
    ...(previousResultId === undefined ? {} : { previousResultId }),
  })
}

/** The findings of a whole report; none of one that says that nothing has changed. */
export function itemsOf(report: DocumentDiagnosticReport): Diagnostic[] {
  return report.kind === 'full' ? report.items : []
}
