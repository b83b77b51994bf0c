import { endsInWord, halfWordAtEnd } from './half-word.ts'

export interface AnchoredParts {
  /** Whole lines before the cursor's. */
  prefix: string
  /** What stands on the cursor's line, as far as the model is given it. */
  typed: string
  /** The end of the line that the model is not given, so that its answer may begin with it. */
  heldBack: string
}

/**
 * The text before the cursor, divided so that all before the cursor's line stays the same while the line is typed: the line
 * itself then goes behind the mark after which the model answers, and an engine keeps what it has computed of prefix and
 * suffix (EFIM, arXiv 2505.21889; llama.cpp's `/infill` does the same). Behind the mark models have only seen whole words:
 * half a word is held back, or nothing is divided where the answer cannot be made to begin with it. Nor is anything with
 * code right of the cursor, because the suffix would no longer follow what the model writes.
 */
export function anchorAtLine(prefix: string, suffix: string, holdsBackHalfWords: boolean): AnchoredParts {
  const isMiddle = /^[^\S\r\n]*\S/.test(suffix)
  const heldBack = halfWordAtEnd(prefix)
  const isInWord = endsInWord(prefix)
  if (isMiddle || (isInWord && (!holdsBackHalfWords || heldBack === ''))) return { prefix, typed: '', heldBack: '' }
  const lineStart = Math.max(prefix.lastIndexOf('\n'), prefix.lastIndexOf('\r')) + 1
  return {
    prefix: prefix.slice(0, lineStart),
    typed: prefix.slice(lineStart, prefix.length - heldBack.length),
    heldBack,
  }
}
