/** What a line is in a block of key material; null for any other. */
export type KeyLine = 'begin' | 'end' | 'certificate' | 'material' | null

const begin = /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/
const end = /-----END (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/
/** A line as PEM breaks them, with the quotes and line breaks that code puts around it. */
const material =
  /^[\s"'`+#*/.;]*(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*\d)[A-Za-z0-9+/]{60,80}={0,2}(?:\\n)?["'`+,;.\s\\]*$/
/** The same within a block, where lines may be short. */
const inBlock = /^[\s"'`+#*/.;]*[A-Za-z0-9+/=]{1,80}(?:\\n)?["'`+,;.\s\\]*$/
/** `Proc-Type: 4,ENCRYPTED` and the like, and blank lines, which say nothing and end nothing. */
const header = /^[\s"'`+#*]*(?:[A-Za-z-]+: .*|(?:\\n)?["'`+,;.\s\\]*)$/

export function keyLineOf(line: string): KeyLine {
  if (line.includes('-----')) {
    if (begin.test(line)) return end.test(line) ? null : 'begin'
    if (end.test(line)) return 'end'
    return line.includes('-----BEGIN') ? 'certificate' : null
  }
  return material.test(line) ? 'material' : null
}

/** Whether a key may go on in a line: whoever cuts a text there has to look further. */
export function mayBeInKey(line: string): boolean {
  return inBlock.test(line) || header.test(line)
}

/**
 * The lines that are within private keys. A key may begin above the text or end below it, so an end without a beginning
 * counts for the lines above it, and two lines in a row that can only be a key's count by themselves; where a text is
 * single lines of another, one does.
 */
export function linesInKeys(
  lines: readonly string[],
  kinds: readonly KeyLine[],
  form: 'text' | 'single lines',
): Set<number> {
  const mayStandAlone = form === 'single lines'
  const inKeys = new Set<number>()
  let open: 'key' | 'certificate' | null = null
  for (const [at, line] of lines.entries()) {
    const kind = kinds[at] ?? null
    if (kind === 'begin') open = 'key'
    else if (kind === 'certificate') open = 'certificate'
    else if (kind === 'end') {
      if (open !== 'key')
        for (let above = at - 1; above >= 0 && inBlock.test(lines[above] ?? ''); above--) inKeys.add(above)
      open = null
    } else if (open !== null && inBlock.test(line)) {
      if (open === 'key') inKeys.add(at)
    } else if (open !== null && !header.test(line)) open = null
    else if (open === null && kind === 'material') {
      if (mayStandAlone || kinds[at - 1] === 'material' || kinds[at + 1] === 'material') inKeys.add(at)
    }
  }
  return inKeys
}
