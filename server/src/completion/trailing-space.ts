import type { CompletionEvent } from '../gateway/gateway.ts'

/** Blank space at the end of a text's last line. Models write a word with the space before it as one token, so a prompt that ends in space leads them astray. */
export function trailingSpace(prefix: string): string {
  return /[ \t]*$/.exec(prefix)?.[0] ?? ''
}

/** The answer to a prompt without its trailing space, as the answer to the one with it: the model's own space goes. */
export async function* withoutSpace(
  events: AsyncIterable<CompletionEvent>,
  space: string,
): AsyncGenerator<CompletionEvent, void, void> {
  let left = space.length
  for await (const event of events) {
    if (event.type === 'completion-end' || left === 0) {
      yield event
      continue
    }
    const own = Math.min(left, /^[ \t]*/.exec(event.text)?.[0].length ?? 0)
    const text = event.text.slice(own)
    left = text === '' ? left - own : 0
    if (text !== '') yield { ...event, text }
  }
}
