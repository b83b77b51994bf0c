import type { ContextDocument } from './context-document.ts'
import type { Edit } from './recent-edits.ts'

/** A document that tests can edit. */
export interface EditableDocument extends ContextDocument {
  readonly text: string
  /** Puts `text` in place of the characters from `start` to `end`, and tells what was done. */
  edit(start: number, end: number, text: string): Edit
}

export function documentOf(text: string, path = 'a.ts', languageId = 'typescript'): EditableDocument {
  let now = text
  const lines = (): string[] => now.split('\n')
  const placeAt = (offset: number): Edit['from'] => {
    const before = now.slice(0, offset).split('\n')
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
  }
  return {
    uri: `file:///project/${path}`,
    path,
    languageId,
    get text() {
      return now
    },
    get lineCount() {
      return lines().length
    },
    line: index => lines()[index] ?? '',
    edit(start, end, inserted) {
      const edit = { from: placeAt(start), to: placeAt(end), removed: now.slice(start, end), text: inserted }
      now = now.slice(0, start) + inserted + now.slice(end)
      return edit
    },
  }
}
