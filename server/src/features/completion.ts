import {
  CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
  type CompletionItem as EditorItem,
  type CompletionList,
  type ServerCapabilities,
} from 'vscode-languageserver/node'
import type { CompletionItem } from '../completion/completion-item.ts'
import type { TextAround } from '../lsp/documents.ts'
import { TextDocumentPosition } from '../lsp/params.ts'
import { commands as names } from '../protocol/index.ts'
import { completionRequest, completionsAt, replacedRange } from './completion-request.ts'
import type { Services } from './services.ts'

/** Characters after which clients ask by themselves, beside those of words. */
const triggerCharacters = ['.', '(', '{', '[', ',', '=', ':', ' ', '/', '"', "'"]

/** `textDocument/completion`, for clients without inline completion: the same suggestion as one entry of the list. */
export function registerCompletion(services: Services): ServerCapabilities {
  const { connection, client, handlers } = services
  if (client.hasInlineCompletion) return {}
  const nothing: CompletionList = { isIncomplete: true, items: [] }
  connection.onCompletion(
    handlers.quiet(TextDocumentPosition, nothing, (params, signal) => answer(services, params, signal)),
  )
  return { completionProvider: { triggerCharacters, resolveProvider: false } }
}

async function answer(services: Services, params: TextDocumentPosition, signal: AbortSignal): Promise<CompletionList> {
  const around = services.documents.around(params.textDocument.uri, params.position)
  if (!around) return { isIncomplete: true, items: [] }
  // Typing and asking by hand look the same in this method, so every request counts as typed.
  const request = { ...completionRequest(services, around, 'automatic'), canWarn: true }
  const items = await completionsAt(services, around, request, signal)
  const [item] = items
  if (item) services.status.ready(item.model)
  // Incomplete, so that the client asks again at the next key instead of filtering an answer that was for this place.
  return { isIncomplete: true, items: item ? [editorItem(services, around, item)] : [] }
}

function editorItem(services: Services, around: TextAround, item: CompletionItem): EditorItem {
  const { document, line, place, offset } = around
  const linePrefix = line.slice(0, place.character)
  // Clients filter by the word before the cursor, so the entry has to begin with it, in its range and in its filter text.
  const word = /[\p{L}\p{N}_$]*$/u.exec(linePrefix)?.[0] ?? ''
  const newText = word + item.insertText
  const label =
    newText
      .split(/\r\n|\r|\n/)
      .find(one => one.trim() !== '')
      ?.trim() ?? newText
  const { warning, model } = item
  const { hasMarkdown } = services.client
  const code = hasMarkdown ? `${fence(newText)}${document.languageId}\n${newText}\n${fence(newText)}` : newText
  const documentation = warning ? `⚠ CWE-${warning.cwe}: ${warning.message}\n\n${code}` : code
  return {
    // Some clients show nothing but the label, so a warning begins there.
    label: warning ? `⚠ ${label}` : label,
    // Helix takes whatever is of the kind Snippet for one, its format notwithstanding: `$name` would be gone from the code.
    kind: CompletionItemKind.Text,
    detail: warning ? `⚠ Insecure (CWE-${warning.cwe}) · Wayline · ${model}` : `Wayline · ${model}`,
    documentation: hasMarkdown ? { kind: MarkupKind.Markdown, value: documentation } : documentation,
    // Nobody is to take what needs a second look by a key that was meant for something else.
    preselect: !warning,
    // Before others of equal rank; clients that sort by how well the word fits still do.
    sortText: warning ? '\uffff' : '\u0000',
    filterText: newText,
    insertTextFormat: InsertTextFormat.PlainText,
    textEdit: {
      newText,
      range: replacedRange(services, around, { start: offset - word.length, end: item.replace.end }),
    },
    command: { title: 'Completion accepted', command: names.completionAccepted, arguments: [item.id] },
  }
}

/** A fence that the text does not contain. */
function fence(text: string): string {
  return '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)))
}
