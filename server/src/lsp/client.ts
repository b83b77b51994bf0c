import type { InitializeParams } from 'vscode-languageserver/node'
import * as z from 'zod'
import { chooseEncoding, type PositionEncoding } from './positions.ts'

/** What the editor at the other end can do, asked once. */
export interface Client {
  name: string | undefined
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
}

/** Our own clients name themselves in `initializationOptions.client`; any client may say so as an experimental capability. */
const StatusWish = z.object({ waylineStatus: z.literal(true) })
const NamedClient = z.object({ client: z.string() })

export function clientOf({
  capabilities,
  clientInfo,
  initializationOptions,
}: Pick<InitializeParams, 'capabilities' | 'clientInfo' | 'initializationOptions'>): Client {
  const { textDocument, workspace, window, general } = capabilities
  return {
    name: clientInfo?.name,
    encoding: chooseEncoding(general?.positionEncodings),
    hasInlineCompletion: Boolean(textDocument?.inlineCompletion),
    hasConfiguration: workspace?.configuration === true,
    canRegisterConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    canWatchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    hasProgress: window?.workDoneProgress === true,
    hasMarkdown: textDocument?.completion?.completionItem?.documentationFormat?.includes('markdown') ?? false,
    hasWorkspaceFolders: workspace?.workspaceFolders === true,
    wantsStatus:
      StatusWish.safeParse(capabilities.experimental).success || NamedClient.safeParse(initializationOptions).success,
  }
}
