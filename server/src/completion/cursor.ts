import type { CompletionRequest } from './completion-item.ts'

/** A request with the text around the cursor taken apart, once, for everyone who looks at it. */
export interface Cursor {
  request: CompletionRequest
  /** All text before and after the cursor that is known. */
  prefix: string
  suffix: string
  /** The cursor's line, left and right of the cursor, without its terminator. */
  linePrefix: string
  lineSuffix: string
  /** Everything before and after the cursor's line; `after` begins with the line's terminator. */
  before: string
  after: string
}

export function cursorAt(request: CompletionRequest): Cursor {
  const { text, offset } = request
  const prefix = text.slice(0, offset)
  const suffix = text.slice(offset)
  const lineStart = Math.max(prefix.lastIndexOf('\n'), prefix.lastIndexOf('\r')) + 1
  const lineEnd = suffix.search(/[\r\n]/)
  const lineSuffix = lineEnd < 0 ? suffix : suffix.slice(0, lineEnd)
  return {
    request,
    prefix,
    suffix,
    linePrefix: prefix.slice(lineStart),
    lineSuffix,
    before: prefix.slice(0, lineStart),
    after: suffix.slice(lineSuffix.length),
  }
}

/** The cursor's line in the document, from 0. */
export function lineOf({ request, before }: Cursor): number {
  let line = request.firstLine ?? 0
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line++
  return line
}

/** Where it is in the document, from 0. */
export function placeOf(cursor: Cursor): { line: number; character: number } {
  return { line: lineOf(cursor), character: cursor.before.length - (cursor.before.lastIndexOf('\n') + 1) }
}

/** Enough text before a line to know the place again, however far it has scrolled. */
export function anchorOf(before: string): string {
  return before.slice(-240).replaceAll('\r\n', '\n')
}

/** The text below the cursor, as far as it must stay the same for an answer to stay good. */
export function belowOf(cursor: Cursor): string {
  return cursor.after.slice(0, 160).replaceAll('\r\n', '\n').trimEnd()
}

/** What is right of the cursor without the brackets and quotes that editors add and type over by themselves. */
export function besideOf(cursor: Cursor): string {
  return cursor.lineSuffix.replace(/^[\s)\]}>"'`]+/, '').trimEnd()
}

/**
 * What has been typed since `start`, when `now` is the same place further on; null when it is another place. At most
 * `lines` line breaks are believed to have been typed.
 */
export function typedSince(start: Cursor, now: Cursor, lines: number): string | null {
  if (besideOf(start) !== besideOf(now) || belowOf(start) !== belowOf(now)) return null
  const anchor = anchorOf(start.before)
  let before = now.before
  let typed = now.linePrefix
  for (let line = 0; line <= lines; line++) {
    if (anchorOf(before) === anchor && typed.startsWith(start.linePrefix)) return typed.slice(start.linePrefix.length)
    if (before === '') return null
    const previous = previousLineStart(before, before.length)
    typed = before.slice(previous) + typed
    before = before.slice(0, previous)
  }
  return null
}

/** Where the line begins that ends right before the start of another one; 0 where there is none. */
export function previousLineStart(text: string, lineStart: number): number {
  // A search that begins before the text finds a line break at its beginning all the same.
  return lineStart < 2 ? 0 : text.lastIndexOf('\n', lineStart - 2) + 1
}

/** Blank space that a line begins with. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? ''
}

/** Last line before the cursor's own that has something in it, with its indentation; empty if there is none near. */
export function lineAbove(cursor: Cursor): string {
  return linesOf(cursor.before.slice(-4000)).findLast(line => line.trim() !== '') ?? ''
}

/** First line after the cursor's own that has something in it; empty if there is none near. */
export function lineBelow(cursor: Cursor): string {
  return linesOf(cursor.after.slice(0, 4000)).find(line => line.trim() !== '') ?? ''
}

/** How lines end near the cursor. */
export function terminatorOf({ before, after }: Cursor): string {
  return /\r\n/.test(before.slice(-2000) + after.slice(0, 2000)) ? '\r\n' : '\n'
}

export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/)
}
