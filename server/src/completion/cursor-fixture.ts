import type { CompletionRequest } from './completion-item.ts'
import { cursorAt, type Cursor } from './cursor.ts'

/** A request at the `|` in a text, for tests. */
export function requestAt(marked: string, over: Partial<CompletionRequest> = {}): CompletionRequest {
  const offset = marked.indexOf('|')
  return {
    uri: 'file:///project/a.ts',
    path: 'a.ts',
    languageId: 'typescript',
    text: marked.slice(0, offset) + marked.slice(offset + 1),
    offset,
    trigger: 'automatic',
    version: 1,
    ...over,
  }
}

/** The cursor at the `|` in a text, for tests. */
export function cursorIn(marked: string, over: Partial<CompletionRequest> = {}): Cursor {
  return cursorAt(requestAt(marked, over))
}
