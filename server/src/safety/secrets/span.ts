/** A piece of a text, in UTF-16 units. */
export interface Span {
  start: number
  end: number
}

/** How a secret was told from other text. */
export type SecretKind = 'provider-token' | 'private-key' | 'password' | 'token' | 'key' | 'address' | 'header'

/** A secret in a text. */
export interface SecretSpan extends Span {
  kind: SecretKind
  /** What it is, in a few words: `GitHub token`. Never a part of the text, of which nothing is to be kept. */
  what: string
}

/** The same text with every character of the spans made an `x`, line breaks kept, so that nothing in it moves. */
export function covered(text: string, spans: readonly Span[]): string {
  let result = text
  for (const { start, end } of spans) {
    result = result.slice(0, start) + result.slice(start, end).replace(/[^\r\n]/g, 'x') + result.slice(end)
  }
  return result
}
