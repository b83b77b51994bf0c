import { CodeActionKind, type CodeAction, type Diagnostic, type WorkspaceEdit } from 'vscode-languageserver/node'
import type { Finding } from '../diagnosis/finding.ts'
import { suppressionEdit, suppressionThatHolds, type SuppressionComment } from '../diagnosis/suppressions/suppress.ts'
import type { OpenDocument } from '../lsp/documents.ts'
import { commands as names } from '../protocol/index.ts'
import { editorRange, keyAt } from './editor-diagnostic.ts'
import type { Services } from './services.ts'
import { workspaceEdit } from './workspace-edit.ts'

/** The place for a reason, which nobody takes for one. */
const placeholder = 'reason'

/** What says that a finding is not wanted: a comment, here or for the whole file, whose reason is left for the user to write, and the baseline. */
export async function suppressActions(
  services: Services,
  document: OpenDocument,
  finding: Finding,
  diagnostic: Diagnostic,
  signal: AbortSignal,
): Promise<CodeAction[]> {
  const { rule, kind } = finding
  // A text that is no program has to become one, a finding about a suppression is not hidden by another, nor what a tool has printed.
  if (kind === 'syntax' || kind === 'suppression' || kind === 'guest') return []
  const { uri, version } = document
  const [key, common] = [keyAt(finding), { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] }]
  const actions: CodeAction[] = []
  for (const inFile of [false, true]) {
    const comment = await suppressionOf(services, document, finding, inFile, signal)
    if (!comment) continue
    const title = `Suppress ${rule} ${inFile ? 'in this file' : 'here'}`
    const data = { kind: 'suppress', uri, version, finding: key, inFile }
    actions.push({ ...common, title, data, edit: withPlaceForReason(services, document, comment) })
  }
  const title = `Add ${rule} here to the baseline`
  const command = { title, command: names.addToBaseline, arguments: [{ uri, finding: key }] }
  return [...actions, { ...common, title, command }]
}

/** The comment that suppresses a finding on its line, or its rule in the file; null where none would. */
export function suppressionOf(
  { diagnosis }: Services,
  document: OpenDocument,
  finding: Finding,
  inFile: boolean,
  signal: AbortSignal,
): Promise<SuppressionComment | null> {
  const wish = { rule: finding.rule, line: inFile ? null : finding.range.start.line }
  return suppressionThatHolds(diagnosis.sourceOf(document), finding, wish, diagnosis.tools(signal))
}

/** Where the editor can, its user is led to where the reason stands. */
function withPlaceForReason(services: Services, document: OpenDocument, comment: SuppressionComment): WorkspaceEdit {
  const { before, after } = comment
  const plain = suppressionEdit(comment, '')
  if (!services.client.hasSnippetEdits || after === null) return workspaceEdit(services, document, [plain])
  const { uri, version, text } = document
  const value = `${escaped(before)} \${1:${placeholder}}${escaped(after)}`
  const range = editorRange(services, line => text.line(line), plain.range)
  return {
    documentChanges: [{ textDocument: { uri, version }, edits: [{ range, snippet: { kind: 'snippet', value } }] }],
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[\\$}]/g, mark => `\\${mark}`)
}
