import {
  CodeActionRequest,
  CodeActionResolveRequest,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  type Command,
  type Diagnostic,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { pullCapabilities } from './diagnostics.ts'
import type { Editor } from './editor.ts'

const codeActionLiteralSupport = { codeActionKind: { valueSet: ['', 'quickfix', 'source.fixAll'] } }

/** An editor that knows all of code actions. */
export const actionCapabilities: ClientCapabilities = {
  ...pullCapabilities,
  workspace: {
    ...pullCapabilities.workspace,
    applyEdit: true,
    workspaceEdit: { documentChanges: true },
  },
  textDocument: {
    ...pullCapabilities.textDocument,
    codeAction: {
      codeActionLiteralSupport,
      dataSupport: true,
      disabledSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
}

/** One that cannot ask for an edit once an action has been chosen. */
export const withoutResolve: ClientCapabilities = {
  ...actionCapabilities,
  textDocument: { ...actionCapabilities.textDocument, codeAction: { codeActionLiteralSupport } },
}

/** One that knows commands only. */
export const commandsOnly: ClientCapabilities = {
  ...actionCapabilities,
  textDocument: { ...actionCapabilities.textDocument, codeAction: {} },
}

export async function actionsAt(
  { connection }: Editor,
  uri: string,
  range: Range,
  context: Partial<CodeActionContext> = {},
): Promise<(CodeAction | Command)[]> {
  const params = { textDocument: { uri }, range, context: { diagnostics: [], ...context } }
  return (await connection.sendRequest(CodeActionRequest.type, params)) ?? []
}

/** The actions for a diagnostic, as an editor asks for them that has shown it. */
export async function actionsFor(editor: Editor, uri: string, diagnostic: Diagnostic): Promise<CodeAction[]> {
  const actions = await actionsAt(editor, uri, diagnostic.range, { diagnostics: [diagnostic] })
  return actions.filter((action): action is CodeAction => typeof action.command !== 'string')
}

export function resolved({ connection }: Editor, action: CodeAction): Promise<CodeAction> {
  return connection.sendRequest(CodeActionResolveRequest.type, action)
}

/** A text with the edits of an action for its document. */
export function withEdit(text: string, edit: WorkspaceEdit | undefined): string {
  const document = TextDocument.create('', '', 1, text)
  const versioned = edit?.documentChanges?.flatMap(change => ('edits' in change ? change.edits : [])) ?? []
  const edits = [...versioned, ...Object.values(edit?.changes ?? {}).flat()]
  return TextDocument.applyEdits(
    document,
    edits.flatMap(change => ('newText' in change ? change : [])),
  )
}
