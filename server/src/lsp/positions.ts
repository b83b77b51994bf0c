import type { Position } from 'vscode-languageserver/node'
import type { LineText, Place } from './line-text.ts'

/** How a client counts the characters of a line. */
export type PositionEncoding = 'utf-16' | 'utf-8'

/** The first of what the client offers, which is its preference, that we know; UTF-16 for a client that says nothing. */
export function chooseEncoding(offered: readonly string[] = []): PositionEncoding {
  return offered.find(isKnown) ?? 'utf-16'
}

function isKnown(encoding: string): encoding is PositionEncoding {
  return encoding === 'utf-16' || encoding === 'utf-8'
}

/** The place a client's position means. A position inside a surrogate pair means the pair's start. */
export function placeOf(text: LineText, position: Position, encoding: PositionEncoding): Place {
  const line = text.line(position.line)
  const character = encoding === 'utf-8' ? fromUtf8(line, position.character) : position.character
  return text.clamp({ line: position.line, character: isInsidePair(line, character) ? character - 1 : character })
}

/** How the client counts a place in a line that reads so. */
export function positionIn(lineText: string, { line, character }: Place, encoding: PositionEncoding): Position {
  if (encoding === 'utf-16') return { line, character }
  return { line, character: Buffer.byteLength(lineText.slice(0, character)) }
}

function fromUtf8(line: string, bytes: number): number {
  let counted = 0
  let character = 0
  for (const symbol of line) {
    counted += Buffer.byteLength(symbol)
    if (counted > bytes) break
    character += symbol.length
  }
  return character
}

function isInsidePair(line: string, character: number): boolean {
  const code = line.charCodeAt(character)
  if (!(code >= 0xdc00 && code <= 0xdfff)) return false
  const before = line.charCodeAt(character - 1)
  return before >= 0xd800 && before <= 0xdbff
}
