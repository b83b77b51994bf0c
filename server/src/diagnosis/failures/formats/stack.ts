import type { FailureFormat, FormatName, Found, Frame } from '../failure.ts'

/** A format in which a line with the exception is followed by a line for each frame, the innermost first. */
export interface StackShape {
  format: FormatName
  /** The line with the exception; its groups `code` and `message`. */
  header: RegExp
  /** A frame: null for a line that is none, `elsewhere` for one without a place in a file. */
  frame: (line: string) => Frame | 'elsewhere' | null
  /** Lines between frames that belong to the same exception. */
  filler?: RegExp
}

/** The message of an exception may be so many lines long before its first frame. */
const messageLines = 30

/** Reads exceptions that are told by a header and its frames. A header without frames is only text. */
export function stackFormat({ format, header, frame, filler }: StackShape): FailureFormat {
  function readAt(lines: readonly string[], from: number): Found | null {
    const { code = null, message = '' } = header.exec(lines[from] ?? '')?.groups ?? {}
    let at = from + 1
    const more: string[] = []
    while (at < lines.length && at - from <= messageLines && !frame(lines[at] ?? '')) {
      const line = lines[at] ?? ''
      if (header.test(line)) return null
      more.push(line)
      at++
    }
    const frames: Frame[] = []
    let count = 0
    for (; at < lines.length; at++) {
      const read = frame(lines[at] ?? '')
      if (read) count++
      else if (!filler?.test(lines[at] ?? '')) break
      if (read && read !== 'elsewhere') frames.push(read)
    }
    if (count === 0) return null
    const said = [message, ...more.map(line => line.trim())].join('\n').trim()
    return { failure: { format, kind: 'exception', severity: 'error', code, message: said, frames }, from, to: at }
  }

  return {
    read(lines) {
      const found: Found[] = []
      for (let at = 0; at < lines.length; at++) {
        const read = header.test(lines[at] ?? '') ? readAt(lines, at) : null
        if (!read) continue
        found.push(read)
        at = read.to - 1
      }
      return found
    },
  }
}
