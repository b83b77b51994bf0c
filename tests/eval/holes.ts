import type { InfillItem } from './data.ts'

/** A place in a document where the true answer is known. */
export interface Hole {
  id: string
  languageId: string
  /** The document around the cursor. */
  before: string
  after: string
  /** What belongs there, without blanks at the ends of its lines. */
  answer: string
}

/**
 * The hole of an item as a person would have it in front of them: whole lines that are missing are asked for on a line of
 * their own, whose indentation the editor has put there.
 */
export function holeOf({ id, language, prefix, suffix, expected }: InfillItem): Hole {
  const languageId = language
  const isWholeLines = /(?:^|\n)$/.test(prefix) && expected.endsWith('\n') && expected.trim() !== ''
  if (!isWholeLines)
    return { id, languageId, before: prefix, after: suffix, answer: withoutTrailingBlanks(expected).trimEnd() }
  const leading = /^\s*\n/.exec(expected)?.[0] ?? ''
  const text = expected.slice(leading.length)
  const indent = /^[ \t]*/.exec(text)?.[0] ?? ''
  return {
    id,
    languageId,
    before: prefix + leading + indent,
    after: `\n${suffix}`,
    answer: withoutTrailingBlanks(text.slice(indent.length)).trimEnd(),
  }
}

/** The lines of a text without the blanks that nobody sees at their ends. */
export function withoutTrailingBlanks(text: string): string {
  return text.replaceAll(/[ \t]+(?=\r?\n)/g, '')
}
