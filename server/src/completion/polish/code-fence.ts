import type { Filter } from './suggestion.ts'

/**
 * Models that chat wrap code in Markdown fences: what is inside is the answer. A fence that does not stand at its very
 * beginning is its end, and what follows is no continuation. In Markdown itself fences are text.
 */
export const codeFence: Filter = (suggestion, { cursor, isContinuation }) => {
  if (/^(markdown|mdx|quarto|rmd)$/.test(cursor.request.languageId)) return suggestion
  const opened = isContinuation ? null : /^[ \t]*```[\w+#-]*[ \t]*\r?\n/.exec(suggestion.text)
  const inside = opened ? suggestion.text.slice(opened[0].length) : suggestion.text
  const closing = inside.search(/(?:^|\r?\n)[ \t]*```/)
  return { ...suggestion, text: closing < 0 ? inside : inside.slice(0, closing) }
}
