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
 * suffix (EFIM, arXiv 2505.21889; llama.cpp's `/infill` does the same). Nothing is divided inside a word, since behind the
 * mark models have only seen whole ones, nor with code right of the cursor, because the suffix would no longer
 * follow what the model writes. A space is held back: as a rule it is one token with the word behind it.
 */
export function anchorAtLine(prefix: string, suffix: string): AnchoredParts {
  const isMiddle = /^[^\S\r\n]*\S/.test(suffix)
  if (isMiddle || /[\p{L}\p{N}_$]$/u.test(prefix)) return { prefix, typed: '', heldBack: '' }
  const lineStart = Math.max(prefix.lastIndexOf('\n'), prefix.lastIndexOf('\r')) + 1
  const line = prefix.slice(lineStart)
  const heldBack = line.endsWith(' ') ? ' ' : ''
  return { prefix: prefix.slice(0, lineStart), typed: line.slice(0, line.length - heldBack.length), heldBack }
}
