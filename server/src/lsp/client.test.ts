import type { ClientCapabilities } from 'vscode-languageserver/node'
import * as z from 'zod'
import { clientOf } from './client.ts'

/** What editors send is not always of the protocol's types. */
const Sent = z.custom<ClientCapabilities>()

test.each([
  ['names it', { inlineCompletion: {} }, true],
  ['names it as lsp-mode does, whose empty lists become null', { inlineCompletion: null }, true],
  ['does not name it', {}, false],
])('an editor that %s', (_, textDocument, has) => {
  expect(clientOf({ capabilities: Sent.parse({ textDocument }) }).hasInlineCompletion).toBe(has)
})
