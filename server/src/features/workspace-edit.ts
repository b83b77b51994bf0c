import type { WorkspaceEdit } from 'vscode-languageserver/node'
import type { TextEdit } from '../diagnosis/finding.ts'
import type { OpenDocument } from '../lsp/documents.ts'
import { editorRange } from './editor-diagnostic.ts'
import type { Services } from './services.ts'

/** Edits of a document as the editor wants them. */
export function workspaceEdit(services: Services, document: OpenDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  const { uri, version, text } = document
  const changes = edits.map(({ range, newText }) => ({
    range: editorRange(services, line => text.line(line), range),
    newText,
  }))
  return services.client.hasVersionedEdits
    ? { documentChanges: [{ textDocument: { uri, version }, edits: changes }] }
    : { changes: { [uri]: changes } }
}
