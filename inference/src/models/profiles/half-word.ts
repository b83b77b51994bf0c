/** More of a word is rather data than a name, and would have to be generated all over again. */
const mostCharacters = 32

/**
 * What has been typed of the token that the cursor is in: the letters of a word, and the one space before it, which as a
 * rule is one token with the word; `''` behind anything else. A model that is shown half a token has rarely
 * seen how such a text goes on, because whole ones are what it has learnt from.
 */
export function halfWordAtEnd(text: string): string {
  const found = / ?[\p{L}\p{M}\p{N}_$]*$/u.exec(text.slice(-mostCharacters - 1))
  const half = found?.[0] ?? ''
  return half.length > mostCharacters ? '' : half
}

/** Whether the text ends inside a word. */
export function endsInWord(text: string): boolean {
  return /[\p{L}\p{M}\p{N}_$]$/u.test(text)
}
