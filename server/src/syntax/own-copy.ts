/** A piece cut out of a text keeps all of that text in memory; a copy does not. For what is remembered longer than the text. */
export function ownCopy(piece: string): string {
  return Buffer.from(piece, 'utf16le').toString('utf16le')
}
