import { covered, type Span } from './span.ts'

/** What a line is in a block of key material; null for any other. */
export type KeyLine = 'begin' | 'end' | 'certificate' | 'material' | null

const begin = /-----BEGIN (?:(?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?|OpenVPN Static key V\d)-----/
const end = /-----END (?:(?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?|OpenVPN Static key V\d)-----/
/** PuTTY's files have the public half above this line, and the private one below it. */
const puttyBegin = /^\s*Private-Lines: \d+\s*$/
/** A line as PEM breaks them, with the quotes and line breaks that code puts around it. */
const material =
  /^[\s"'`+#*/.;]*(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*\d)[A-Za-z0-9+/]{60,80}={0,2}(?:\\n)?["'`+,;.\s\\]*$/
/** What code puts before and behind a line of a key. */
const before = ' \t\r"\'`+#*/.;'
const behind = ' \t\r"\'`+,;.\\'
/** `Proc-Type: 4,ENCRYPTED` and the like, and blank lines, which say nothing and end nothing. */
const header = /^[\s"'`+#*]*(?:[A-Za-z-]+: .*|(?:\\n)?["'`+,;.\s\\]*)$/

export function keyLineOf(line: string): KeyLine {
  if (line.includes('-----')) {
    if (begin.test(line)) return end.test(line) ? null : 'begin'
    if (end.test(line)) return 'end'
    return line.includes('-----BEGIN') ? 'certificate' : null
  }
  if (puttyBegin.test(line)) return 'begin'
  return material.test(line) ? 'material' : null
}

/** Whether a line may be one of a key where one has begun: it may be short there, or have all of the key without a break. */
function isInBlock(line: string): boolean {
  let start = 0
  while (start < line.length && before.includes(line.charAt(start))) start++
  let stop = line.length
  while (stop > start && behind.includes(line.charAt(stop - 1))) stop--
  const text = line.slice(start, stop).replace(/(?:\\r)?\\n$/, '')
  return /^[A-Za-z0-9+/=]+$/.test(text)
}

/** Whether a key may go on in a line: whoever cuts a text there has to look further. */
export function mayBeInKey(line: string): boolean {
  return isInBlock(line) || header.test(line)
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
        for (let above = at - 1; above >= 0 && isInBlock(lines[above] ?? ''); above--) inKeys.add(above)
      open = null
    } else if (open !== null && isInBlock(line)) {
      if (open === 'key') inKeys.add(at)
    } else if (open !== null && !header.test(line)) open = null
    else if (open === null && kind === 'material') {
      if (mayStandAlone || kinds[at - 1] === 'material' || kinds[at + 1] === 'material') inKeys.add(at)
    }
  }
  return inKeys
}

/** What of a line within a key is the key. */
export function keyMaterial(line: string): Span[] {
  return [...line.matchAll(/[A-Za-z0-9+/=]{3,}/g)].map(({ index, 0: text }) => ({
    start: index,
    end: index + text.length,
  }))
}

/** A place in a line of a text, in UTF-16 units. */
export interface LineSpan extends Span {
  line: number
}

/** What of a whole text is material of private keys, line by line. */
export function keyMaterialIn(text: string): LineSpan[] {
  const lines = text.split('\n')
  const kinds = lines.map(keyLineOf)
  if (kinds.every(kind => kind === null)) return []
  return [...linesInKeys(lines, kinds, 'text')].flatMap(line =>
    keyMaterial(lines[line] ?? '').map(span => ({ ...span, line })),
  )
}

/** A text with an `x` for each character of a private key in it. */
export function withoutKeys(text: string): string {
  const lines = text.split('\n')
  for (const { line, start, end } of keyMaterialIn(text)) lines[line] = covered(lines[line] ?? '', [{ start, end }])
  return lines.join('\n')
}
