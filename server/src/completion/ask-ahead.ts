import type { CompletionItem } from './completion-item.ts'
import { cursorAt, type Cursor } from './cursor.ts'

/** Suggestions must have been right more often than not before the next one is asked for unseen. */
const enoughTrust = 0.5

/** Whether it is likely that the user takes what is shown, so that asking for what comes after it is no waste. */
export function isWorthAskingAhead(trust: number): boolean {
  return trust > enoughTrust
}

/** The place where the cursor will be once the item has been accepted. */
export function cursorAfter({ request }: Cursor, { insertText, replace }: CompletionItem): Cursor {
  return cursorAt({
    ...request,
    text: request.text.slice(0, replace.start) + insertText + request.text.slice(replace.end),
    offset: replace.start + insertText.length,
    trigger: 'automatic',
    version: request.version + 1,
  })
}
