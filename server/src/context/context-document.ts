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
  /** Where the cursor is, from 0. */
  line: number
  character: number
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

/** The text before and after a place, whole lines apart from its own, up to some length each. */
export function textAround(
  document: ContextDocument,
  { line, character }: Pick<ContextQuery, 'line' | 'character'>,
  limits: { before: number; after: number },
): { before: string; after: string } {
  const own = document.line(line)
  const before = [own.slice(0, character)]
  for (let at = line - 1, room = limits.before; at >= 0 && room > 0; at--) {
    before.push(document.line(at))
    room -= document.line(at).length + 1
  }
  const after = [own.slice(character)]
  for (let at = line + 1, room = limits.after; at < document.lineCount && room > 0; at++) {
    after.push(document.line(at))
    room -= document.line(at).length + 1
  }
  return { before: before.reverse().join('\n'), after: after.join('\n') }
}
