import { pathToFileURL } from 'node:url'
import * as z from 'zod'

/** A page's first message: who it is, and how it likes to be answered. */
export const Opening = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.number().int().min(0),
  method: z.literal('playground/open'),
  params: z.object({
    key: z.string().max(1000),
    model: z.string().max(300).default(''),
    /** As ghost text, or as an entry of the list, as editors without inline completion have it. */
    suggestions: z.enum(['inline', 'list']).default('inline'),
  }),
})
export type Wishes = z.infer<typeof Opening>['params']

/** Where and with what key the language server reaches this gateway. */
export interface OwnAddress {
  url: string
  key: string
}

/** Settings of a page's language server. None of them is the page's to choose but the model. */
export function settingsFor({ url, key }: OwnAddress, model: string): Record<string, unknown> {
  return {
    gateway: { url, token: key, model },
    local: { enabled: false, download: 'never' },
    diagnosis: { codeLens: true, ruleFolders: [] },
    events: { store: false },
    telemetry: { send: false },
    log: { level: 'error' },
  }
}

/** The params of `initialize`: the samples are the workspace, and what the page can show is what the client can do. */
export function initializeParams(root: string, address: OwnAddress, { model, suggestions }: Wishes): object {
  const uri = pathToFileURL(root).href
  return {
    // It ends when we do.
    processId: process.pid,
    clientInfo: { name: 'Wayline playground' },
    rootUri: uri,
    workspaceFolders: [{ uri, name: 'samples' }],
    initializationOptions: { client: 'playground', wayline: settingsFor(address, model) },
    capabilities: {
      general: { positionEncodings: ['utf-16'] },
      textDocument: {
        synchronization: { dynamicRegistration: false },
        ...(suggestions === 'inline'
          ? { inlineCompletion: { dynamicRegistration: false } }
          : { completion: { completionItem: { documentationFormat: ['markdown'], preselectSupport: true } } }),
        hover: { contentFormat: ['markdown', 'plaintext'] },
        codeAction: {
          codeActionLiteralSupport: {
            codeActionKind: { valueSet: ['quickfix', 'refactor', 'refactor.rewrite', 'source', 'source.fixAll'] },
          },
          isPreferredSupport: true,
          disabledSupport: true,
          dataSupport: true,
          resolveSupport: { properties: ['edit'] },
        },
        codeLens: { dynamicRegistration: false },
        publishDiagnostics: {
          relatedInformation: true,
          versionSupport: true,
          dataSupport: true,
          codeDescriptionSupport: true,
          tagSupport: { valueSet: [1, 2] },
        },
      },
      workspace: {
        applyEdit: true,
        workspaceEdit: { documentChanges: true },
        workspaceFolders: true,
        codeLens: { refreshSupport: false },
      },
      window: { workDoneProgress: true, showDocument: { support: true } },
      experimental: { waylineStatus: true },
    },
  }
}
