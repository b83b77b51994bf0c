/** A place in a text: line and UTF-16 offset in it, both from 0. */
export interface Place {
  line: number
  character: number
}

interface Chunk {
  /** Each line with its own terminator; only the last line of a text has none. */
  lines: string[]
}

const chunkLines = 512

/**
 * Text of a document as lines in chunks, so that an edit and a look around the cursor cost the same in a file of a
 * hundred lines and of a hundred thousand. Line terminators are kept as they are: `\n`, `\r\n` and `\r`.
 */
export class LineText {
  #chunks: Chunk[]
  #lineCount: number

  constructor(text: string) {
    const lines = splitLines(text)
    this.#lineCount = lines.length
    this.#chunks = chunked(lines)
  }

  get lineCount(): number {
    return this.#lineCount
  }

  /** A line without its terminator; empty beyond the end. */
  line(index: number): string {
    return withoutTerminator(this.#raw(index))
  }

  /** The nearest place that exists: editors may point past the end of a line or of the text. */
  clamp({ line, character }: Place): Place {
    if (line < 0) return { line: 0, character: 0 }
    if (line >= this.#lineCount) {
      const last = this.#lineCount - 1
      return { line: last, character: this.line(last).length }
    }
    return { line, character: Math.max(0, Math.min(character, this.line(line).length)) }
  }

  /** Replaces what is between two places, and returns it. Places in the wrong order are taken in the right one. */
  replace(from: Place, to: Place, text: string): string {
    const [start, end] = inOrder(this.clamp(from), this.clamp(to))
    const removed = this.#between(start, end)
    let first = start.line
    let inserted = this.#raw(start.line).slice(0, start.character) + text + this.#raw(end.line).slice(end.character)
    // A lone `\r` before and a `\n` now after it become one terminator.
    const previous = first > 0 ? this.#raw(first - 1) : ''
    if (inserted.startsWith('\n') && previous.endsWith('\r')) {
      inserted = previous + inserted
      first--
    }
    const lines = splitLines(inserted)
    // What was not the end of the text is followed by a line already, so the empty one after the terminator is not new.
    if (end.line < this.#lineCount - 1) lines.pop()
    this.#splice(first, end.line - first + 1, lines)
    return removed
  }

  /** Up to `limit` characters before a place, whole lines where possible, and the line they begin in. */
  before(place: Place, limit: number): { text: string; firstLine: number } {
    const at = this.clamp(place)
    const parts = [tail(this.#raw(at.line).slice(0, at.character), limit)]
    let room = limit - (parts[0]?.length ?? 0)
    let line = at.line
    while (line > 0) {
      const raw = this.#raw(line - 1)
      if (raw.length > room) break
      parts.push(raw)
      room -= raw.length
      line--
    }
    return { text: parts.reverse().join(''), firstLine: line }
  }

  /** Up to `limit` characters after a place, whole lines where possible. */
  after(place: Place, limit: number): string {
    const at = this.clamp(place)
    const parts = [head(this.#raw(at.line).slice(at.character), limit)]
    let room = limit - (parts[0]?.length ?? 0)
    for (let line = at.line + 1; line < this.#lineCount; line++) {
      const raw = this.#raw(line)
      if (raw.length > room) break
      parts.push(raw)
      room -= raw.length
    }
    return parts.join('')
  }

  /** The whole text. Its cost grows with the text, so it is not for the request path. */
  toString(): string {
    return this.#chunks.map(chunk => chunk.lines.join('')).join('')
  }

  #between(start: Place, end: Place): string {
    if (start.line === end.line) return this.#raw(start.line).slice(start.character, end.character)
    const parts = [this.#raw(start.line).slice(start.character)]
    for (let line = start.line + 1; line < end.line; line++) parts.push(this.#raw(line))
    parts.push(this.#raw(end.line).slice(0, end.character))
    return parts.join('')
  }

  #raw(index: number): string {
    const found = this.#find(index)
    return this.#chunks[found.chunk]?.lines[found.line] ?? ''
  }

  #find(index: number): { chunk: number; line: number } {
    let line = index
    for (let chunk = 0; chunk < this.#chunks.length; chunk++) {
      const count = this.#chunks[chunk]?.lines.length ?? 0
      if (line < count) return { chunk, line }
      line -= count
    }
    return { chunk: this.#chunks.length, line: 0 }
  }

  #splice(first: number, count: number, lines: string[]): void {
    const from = this.#find(first)
    const to = this.#find(first + count - 1)
    const before = this.#chunks[from.chunk]?.lines.slice(0, from.line) ?? []
    const after = this.#chunks[to.chunk]?.lines.slice(to.line + 1) ?? []
    // `concat`, because spreading a pasted file's lines into arguments overflows the stack.
    this.#chunks = this.#chunks
      .slice(0, from.chunk)
      .concat(chunked(before.concat(lines, after)), this.#chunks.slice(to.chunk + 1))
    this.#lineCount += lines.length - count
  }
}

function chunked(lines: string[]): Chunk[] {
  if (lines.length <= chunkLines * 2) return lines.length > 0 ? [{ lines }] : []
  const chunks: Chunk[] = []
  for (let at = 0; at < lines.length; at += chunkLines) chunks.push({ lines: lines.slice(at, at + chunkLines) })
  return chunks
}

/** Lines with their terminators; a text that ends in one has an empty last line. */
function splitLines(text: string): string[] {
  const lines: string[] = []
  let start = 0
  for (let at = nextTerminator(text, 0); at >= 0; at = nextTerminator(text, start)) {
    const end = text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1
    lines.push(text.slice(start, end))
    start = end
  }
  lines.push(text.slice(start))
  return lines
}

function nextTerminator(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || code === 13) return at
  }
  return -1
}

function withoutTerminator(line: string): string {
  return line.replace(/\r\n$|\n$|\r$/, '')
}

function inOrder(one: Place, other: Place): [Place, Place] {
  const isBackwards = one.line > other.line || (one.line === other.line && one.character > other.character)
  return isBackwards ? [other, one] : [one, other]
}

/** The last characters of a text; half a surrogate pair is left off. */
function tail(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = text.slice(text.length - limit)
  return isLowSurrogate(cut, 0) ? cut.slice(1) : cut
}

/** The first characters of a text; half a surrogate pair is left off. */
function head(text: string, limit: number): string {
  if (text.length <= limit) return text
  return text.slice(0, isLowSurrogate(text, limit) ? limit - 1 : limit)
}

function isLowSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code >= 0xdc00 && code <= 0xdfff
}
