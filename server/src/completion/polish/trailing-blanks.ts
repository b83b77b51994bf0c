import type { Filter } from './suggestion.ts'

/** Nobody sees blanks at the ends of lines, so nobody could want them; in Markdown they break lines. */
export const trailingBlanks: Filter = (suggestion, { cursor }) => {
  const text = suggestion.text.trimEnd()
  if (/^(?:markdown|mdx|quarto|rmd)$/.test(cursor.request.languageId)) return { ...suggestion, text }
  return { ...suggestion, text: text.replaceAll(/[ \t]+(?=\r?\n)/g, '') }
}
