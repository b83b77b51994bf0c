import type { Position, Range } from 'vscode-languageserver/node'
import type { CompletionItem, CompletionRequest } from '../completion/completion-item.ts'
import type { TextAround } from '../lsp/documents.ts'
import { positionIn } from '../lsp/positions.ts'
import type { Services } from './services.ts'

/** What a place in an open document is to the completion engine. */
export function completionRequest(
  { folders }: Services,
  around: TextAround,
  trigger: CompletionRequest['trigger'],
): CompletionRequest {
  const { uri, text, offset, firstLine, document } = around
  return {
    uri,
    path: folders.pathOf(uri),
    languageId: document.languageId,
    version: document.version,
    text,
    offset,
    firstLine,
    trigger,
  }
}

/**
 * Asks for completions, and has the journal know what the editor is given to show. `before` is what each item goes on from.
 * What comes when the text is another one, or closed, is for nobody: editors differ in whether they notice that.
 */
export async function completionsAt(
  { completions, documents, events: { journal } }: Services,
  { document, place }: TextAround,
  request: CompletionRequest,
  signal: AbortSignal,
  before = '',
): Promise<CompletionItem[]> {
  journal.asked(document.uri, place)
  const items = await completions.complete(request, signal)
  if (document.version !== request.version || documents.get(document.uri) !== document) return []
  // An editor throws away what comes after it has cancelled.
  if (signal.aborted) return items
  const candidates = items.map(({ id, insertText, replace, model, latencyMs }) => ({
    id,
    text: before + insertText,
    covers: request.text.slice(request.offset, replace.end),
    model,
    latencyMs,
  }))
  const circumstances = items[0]?.circumstances ?? null
  journal.shown({ uri: document.uri, place, language: document.languageId, circumstances, candidates })
  return items
}

/** The editor's range for what an item takes the place of: always on the cursor's own line, as it was when it asked. */
export function replacedRange({ client }: Services, around: TextAround, replace: CompletionItem['replace']): Range {
  const { line, place, offset } = around
  const at = (target: number): Position =>
    positionIn(line, { line: place.line, character: place.character + target - offset }, client.encoding)
  return { start: at(replace.start), end: at(replace.end) }
}
