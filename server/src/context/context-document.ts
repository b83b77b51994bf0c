/** An open document as the sources of context see it. */
export interface ContextDocument {
  readonly uri: string
  /** Path in the workspace, `/` between parts. */
  readonly path: string
  readonly languageId: string
  readonly lineCount: number
  /** A line without its terminator; empty beyond the end. */
  line(index: number): string
}

/** Where the cursor is, and how much may be said about it. */
export interface ContextQuery {
  document: ContextDocument
  /** Line of the cursor, from 0. */
  line: number
  /** Characters for other code than the document's own. */
  room: number
  /** How many of those may go to recent edits. */
  editsRoom: number
}

/** Lines `from` to before `to`, those that exist. */
export function linesBetween(document: ContextDocument, from: number, to: number): string[] {
  const lines: string[] = []
  for (let line = Math.max(0, from); line < Math.min(to, document.lineCount); line++) lines.push(document.line(line))
  return lines
}
