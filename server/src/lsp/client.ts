import { DiagnosticTag, type InitializeParams, type MarkupKind } from 'vscode-languageserver/node'
import * as z from 'zod'
import { ClientIntroduction, partnerProblem } from '../protocol/index.ts'
import { chooseEncoding, type PositionEncoding } from './positions.ts'

/** What the editor at the other end can do, asked once. */
export interface Client {
  name: string | undefined
  /** What there is to say of a client of our own that is older or newer than we are; null where there is nothing. */
  partnerProblem: string | null
  encoding: PositionEncoding
  hasInlineCompletion: boolean
  hasConfiguration: boolean
  canRegisterConfiguration: boolean
  /** It tells of changed files once it is asked to. */
  canWatchFiles: boolean
  hasProgress: boolean
  hasMarkdown: boolean
  hasWorkspaceFolders: boolean
  /** It has asked to be told `wayline/status`. */
  wantsStatus: boolean
  /** It shows a document that it is asked to show. */
  canShowDocument: boolean
  /** It makes the edits that it is asked to make. */
  canApplyEdit: boolean
  /** It wants edits with the version of the document that they are for. */
  hasVersionedEdits: boolean
  /** Its user fills in what an edit leaves open. */
  hasSnippetEdits: boolean
  /** It asks for code lenses again when it is told to. */
  canRefreshCodeLens: boolean
  hasMarkdownHover: boolean
  diagnostics: DiagnosticsClient
  codeActions: CodeActionsClient
}

/** How findings are to be told. */
export interface DiagnosticsClient {
  /** It asks for them; else they are sent. */
  canPull: boolean
  /** It asks for those of the whole workspace as well, and for those of open documents all the same. */
  canPullWorkspace: boolean
  /** It can be told to ask again. */
  canRefresh: boolean
  hasRelatedDocuments: boolean
  hasRelatedInformation: boolean
  hasVersion: boolean
  /** It brings back what it was given with a finding when it asks for code actions. */
  hasData: boolean
  /** It shows faded what is never needed. */
  hasUnnecessary: boolean
}

/** How code actions are to be offered. */
export interface CodeActionsClient {
  /** It knows more than commands. */
  hasLiterals: boolean
  /** It asks for the edit once an action has been chosen. */
  canResolveEdit: boolean
  hasDisabled: boolean
  hasPreferred: boolean
}

/** Our own clients name themselves in `initializationOptions.client`; any client may say so as an experimental capability. */
const StatusWish = z.object({ waylineStatus: z.literal(true) })

export function clientOf({
  capabilities,
  clientInfo,
  initializationOptions,
}: Pick<InitializeParams, 'capabilities' | 'clientInfo'> & { initializationOptions?: unknown }): Client {
  const { textDocument, workspace, window, general } = capabilities
  const { publishDiagnostics: pushed, diagnostic: pulled, codeAction } = textDocument ?? {}
  const problem = partnerProblem(initializationOptions)
  return {
    name: clientInfo?.name,
    partnerProblem: problem,
    encoding: chooseEncoding(general?.positionEncodings),
    // lsp-mode sends null, which is its empty list.
    hasInlineCompletion: textDocument?.inlineCompletion !== undefined,
    hasConfiguration: workspace?.configuration === true,
    canRegisterConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    canWatchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    hasProgress: window?.workDoneProgress === true,
    hasMarkdown: prefersMarkdown(textDocument?.completion?.completionItem?.documentationFormat),
    hasWorkspaceFolders: workspace?.workspaceFolders === true,
    wantsStatus:
      StatusWish.safeParse(capabilities.experimental).success ||
      (problem === null && ClientIntroduction.safeParse(initializationOptions).success),
    canShowDocument: window?.showDocument?.support === true,
    canApplyEdit: workspace?.applyEdit === true,
    hasVersionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    hasSnippetEdits:
      workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.snippetEditSupport === true,
    canRefreshCodeLens: workspace?.codeLens?.refreshSupport === true,
    hasMarkdownHover: prefersMarkdown(textDocument?.hover?.contentFormat),
    diagnostics: {
      canPull: Boolean(pulled),
      // Neovim 0.12, told to ask again, asks for the workspace alone where it can, and then shows nothing of it in documents that are open.
      canPullWorkspace: Boolean(pulled) && clientInfo?.name !== 'Neovim',
      canRefresh: workspace?.diagnostics?.refreshSupport === true,
      hasRelatedDocuments: pulled?.relatedDocumentSupport === true,
      hasRelatedInformation: (pulled?.relatedInformation ?? pushed?.relatedInformation) === true,
      hasVersion: pushed?.versionSupport === true,
      hasData: (pulled?.dataSupport ?? pushed?.dataSupport) === true,
      hasUnnecessary: (pulled?.tagSupport ?? pushed?.tagSupport)?.valueSet.includes(DiagnosticTag.Unnecessary) === true,
    },
    codeActions: {
      hasLiterals: Boolean(codeAction?.codeActionLiteralSupport),
      canResolveEdit:
        codeAction?.resolveSupport?.properties.includes('edit') === true && codeAction.dataSupport === true,
      hasDisabled: codeAction?.disabledSupport === true,
      hasPreferred: codeAction?.isPreferredSupport === true,
    },
  }
}

/** Editors name what they like best first; ALE shows Markdown as it stands, and names it last. */
function prefersMarkdown(formats: MarkupKind[] = []): boolean {
  return formats[0] === 'markdown'
}
