import { typedSince, type Cursor } from './cursor.ts'

/** How far recent suggestions agreed with what the user then typed. */
export interface Trust {
  /** From 0, nothing was right, to 1, all was; starts in the middle. */
  readonly value: number
  shown(cursor: Cursor, insertText: string): void
  /** To be called for every automatic request, before it is answered. */
  typed(cursor: Cursor): void
}

/** Weight of the newest key: eight wrong suggestions in a row are enough to be careful. */
const newestShare = 0.15
/** The most line breaks that are believed to have been typed since a suggestion was shown. */
const typedLines = 3

/** Follows one user. A key counts once for the suggestion that was on the screen when it was pressed. */
export function createTrust(): Trust {
  let value = 0.5
  let last: { cursor: Cursor; insertText: string } | null = null
  return {
    get value() {
      return value
    },
    shown(cursor, insertText) {
      last = { cursor, insertText }
    },
    typed(cursor) {
      if (!last || last.cursor.request.uri !== cursor.request.uri) return
      const typed = typedSince(last.cursor, cursor, typedLines)
      if (typed === '') return
      // Somewhere else in the document: that says nothing about the suggestion.
      if (typed !== null) value += newestShare * ((agrees(last.insertText, typed) ? 1 : 0) - value)
      last = null
    },
  }
}

/** Editors indent and close brackets by themselves, so white space may differ and there may be more behind the suggestion. */
function agrees(insertText: string, typed: string): boolean {
  const [suggested, written] = [insertText, typed].map(text => text.replaceAll(/\s+/g, ' '))
  return (
    suggested !== undefined && written !== undefined && (suggested.startsWith(written) || written.startsWith(suggested))
  )
}
