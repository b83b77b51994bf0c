import {
  InlineCompletionTriggerKind,
  type InlineCompletionItem,
  type ServerCapabilities,
} from 'vscode-languageserver/node'
import * as z from 'zod'
import type { CompletionItem } from '../completion/completion-item.ts'
import type { TextAround } from '../lsp/documents.ts'
import { Range, TextDocumentPosition } from '../lsp/params.ts'
import { placeOf } from '../lsp/positions.ts'
import { commands as names } from '../protocol/index.ts'
import { completionRequest, completionsAt, replacedRange } from './completion-request.ts'
import type { Services } from './services.ts'

const invoked: number = InlineCompletionTriggerKind.Invoked

/** What is relied on of `InlineCompletionParams`. */
const Params = TextDocumentPosition.extend({
  context: z.object({
    triggerKind: z.number(),
    selectedCompletionInfo: z.object({ range: Range, text: z.string() }).nullish(),
  }),
})
type Params = z.infer<typeof Params>

/** `textDocument/inlineCompletion`: suggestions as ghost text, and the command that tells that one was accepted. */
export function registerInlineCompletion(services: Services): ServerCapabilities {
  const { connection, client, commands, events, handlers } = services
  commands.set(names.completionAccepted, ([id]) => {
    events.journal.commanded(z.string().catch('').parse(id))
    return Promise.resolve(null)
  })
  if (!client.hasInlineCompletion) return {}
  connection.languages.inlineCompletion.on(
    handlers.quiet(Params, [], (params, signal) => answer(services, params, signal)),
  )
  return { inlineCompletionProvider: true }
}

async function answer(services: Services, params: Params, signal: AbortSignal): Promise<InlineCompletionItem[]> {
  const { textDocument, position, context } = params
  const around = services.documents.around(textDocument.uri, position)
  if (!around) return []
  const trigger = context.triggerKind === invoked ? 'invoked' : 'automatic'
  const selected = selectedText(services, params, around)
  if (selected === null) return []
  const request = completionRequest(services, withSelected(around, selected), trigger)
  const items = await completionsAt(services, around, request, signal, selected.text)
  const [first] = items
  if (first) services.status.ready(first.model)
  return items.map(item => inlineItem(services, around, selected, item))
}

interface Selected {
  text: string
  /** Characters left of the cursor that the selected entry replaces. */
  typed: number
}

/**
 * The entry that is selected in the editor's own list: a suggestion must begin with it, so the model goes on from there.
 * Null where the entry is not what is being typed, so that nothing can be shown beside it.
 */
function selectedText({ client }: Services, { context }: Params, around: TextAround): Selected | null {
  const info = context.selectedCompletionInfo
  if (!info) return { text: '', typed: 0 }
  const { document, line, place } = around
  const start = placeOf(document.text, info.range.start, client.encoding)
  const end = placeOf(document.text, info.range.end, client.encoding)
  if (start.line !== place.line || end.line !== place.line || end.character !== place.character) return null
  const typed = line.slice(start.character, place.character)
  return info.text.startsWith(typed) ? { text: info.text.slice(typed.length), typed: typed.length } : null
}

function withSelected(around: TextAround, { text }: Selected): TextAround {
  if (text === '') return around
  const { offset } = around
  return {
    ...around,
    text: around.text.slice(0, offset) + text + around.text.slice(offset),
    offset: offset + text.length,
  }
}

function inlineItem(
  services: Services,
  around: TextAround,
  selected: Selected,
  item: CompletionItem,
): InlineCompletionItem {
  const { place, offset, line } = around
  const shift = selected.text.length
  const typed = line.slice(place.character - selected.typed, place.character)
  const insertText = typed + selected.text + item.insertText
  return {
    insertText,
    filterText: insertText,
    range: replacedRange(services, around, { start: offset - selected.typed, end: item.replace.end - shift }),
    command: { title: 'Completion accepted', command: names.completionAccepted, arguments: [item.id] },
  }
}
