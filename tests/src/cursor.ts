import type { Position } from 'vscode-languageserver-protocol'

/** Takes the mark `|` out of a text and says where it was, counted in UTF-16 code units or in UTF-8 bytes. */
export function atCursor(
  marked: string,
  encoding: 'utf-16' | 'utf-8' = 'utf-16',
): { text: string; position: Position } {
  const offset = marked.indexOf('|')
  if (offset < 0) throw new Error(`no cursor in ${JSON.stringify(marked.slice(0, 80))}`)
  const before = marked.slice(0, offset)
  const lines = before.split(/\r\n|\n|\r/)
  const last = lines[lines.length - 1] ?? ''
  const character = encoding === 'utf-8' ? Buffer.byteLength(last) : last.length
  return { text: before + marked.slice(offset + 1), position: { line: lines.length - 1, character } }
}
