/** A piece of a text, in UTF-16 units. */
export interface Span {
  start: number
  end: number
}

/** The same text with every character of the spans made an `x`, line breaks kept, so that nothing in it moves. */
export function covered(text: string, spans: readonly Span[]): string {
  let result = text
  for (const { start, end } of spans) {
    result = result.slice(0, start) + result.slice(start, end).replace(/[^\r\n]/g, 'x') + result.slice(end)
  }
  return result
}
