import type { Filter } from './suggestion.ts'

/** Characters that reorder text make code read otherwise than it runs. */
const reordering = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/
/** Control characters, and characters without width other than the joiners that scripts and emoji need inside words. */
const invisible = /[\u200B\u2060-\u2064\uFEFF\u00AD\u180E\u{E0000}-\u{E007F}]|(?![\t\n\r])\p{Cc}/gu

/** What is left of bytes that are no text, and halves of characters. */
const damaged = /[\uFFFD\p{Cs}]/u

/**
 * A person can only judge what they see: suggestions with reordering characters, or with what has been no characters, are
 * dropped; invisible ones are removed.
 */
export const invisibleCharacters: Filter = suggestion => {
  if (reordering.test(suggestion.text) || damaged.test(suggestion.text)) return null
  return { ...suggestion, text: suggestion.text.replace(invisible, '') }
}
