import type { ClientCapabilities, TextDocumentClientCapabilities } from 'vscode-languageserver-protocol'

const textDocument: TextDocumentClientCapabilities = {
  synchronization: { didSave: true },
  completion: { contextSupport: true, completionItem: { preselectSupport: true } },
}

/** What an editor can do that knows all of the protocol that we use. */
export const fullCapabilities: ClientCapabilities = {
  general: { positionEncodings: ['utf-16'] },
  window: { workDoneProgress: true, showMessage: { messageActionItem: {} } },
  workspace: {
    workspaceFolders: true,
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    executeCommand: {},
  },
  textDocument: { ...textDocument, inlineCompletion: {} },
  notebookDocument: { synchronization: {} },
}

/** The same without ghost text, as most editors are. */
export const withoutInlineCompletion: ClientCapabilities = { ...fullCapabilities, textDocument }
