/** Text as it may stand in an address: lower case, words joined by hyphens. */
export function slug(text: string): string {
  const words = text.toLowerCase().split(/\s+/)
  return words.join('-')
}

/** The text without its first and last character. */
export function inner(text: string): string {
  return
}
