import type { FailureFormat, FormatName, Found, Frame } from '../failure.ts'

/** A format in which a line with the exception is followed by a line for each frame, the innermost first. */
export interface StackShape {
  format: FormatName
  /** The line with the exception; its groups `code` and `message`. */
  header: RegExp
  /** A frame: null for a line that is none, `elsewhere` for one without a place in a file. */
  frame: (line: string) => Frame | 'elsewhere' | null
  /** Lines between frames that belong to the same exception. Its group `shared`: so many of the frames of the exception above. */
  filler?: RegExp
}

/** What was read of an exception, with its frames as they stand: null for one without a place. */
interface ReadStack extends Found {
  all: (Frame | null)[]
}

/** The message of an exception may be so many lines long before its first frame. */
const messageLines = 30

/** Reads exceptions that are told by a header and its frames. A header without frames is only text. */
export function stackFormat({ format, header, frame, filler }: StackShape): FailureFormat {
  function readAt(lines: readonly string[], from: number, outer: ReadStack | undefined): ReadStack | null {
    const { code = null, message = '' } = header.exec(lines[from] ?? '')?.groups ?? {}
    let at = from + 1
    const more: string[] = []
    while (at < lines.length && at - from <= messageLines && !frame(lines[at] ?? '')) {
      const line = lines[at] ?? ''
      if (header.test(line)) return null
      if (outer?.to === from && filler?.test(line)) break
      more.push(line)
      at++
    }
    const all: (Frame | null)[] = []
    let shared = 0
    for (; at < lines.length; at++) {
      const read = frame(lines[at] ?? '')
      const left = read ? null : filler?.exec(lines[at] ?? '')
      if (read) all.push(read === 'elsewhere' ? null : read)
      else if (left) shared = Number(left.groups?.['shared'] ?? 0)
      else break
    }
    // A cause that was wrapped where it came up has no frame of its own.
    if (all.length === 0 && outer?.to === from && shared > 0) all.push(...outer.all.slice(-shared))
    if (all.length === 0) return null
    const frames = all.filter(read => read !== null)
    const said = [message, ...more.map(line => line.trim())].join('\n').trim()
    return { failure: { format, kind: 'exception', severity: 'error', code, message: said, frames }, all, from, to: at }
  }

  return {
    read(lines) {
      const found: ReadStack[] = []
      for (let at = 0; at < lines.length; at++) {
        const read = header.test(lines[at] ?? '') ? readAt(lines, at, found.at(-1)) : null
        if (!read) continue
        found.push(read)
        at = read.to - 1
      }
      return found
    },
  }
}
