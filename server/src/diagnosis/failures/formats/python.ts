import type { FailureFormat, Found, Frame } from '../failure.ts'

const header = /^[ |+\-\d]*Traceback \(most recent call last\):\s*$/
const frame = /^[ |]*File "([^"]+)", line (\d+)(?:, in (.+))?$/
const ending = /^[ |]*([A-Za-z_][\w.]*)(?:: (.*))?$/
/** pytest prints what failed, and then the place with the exception's name. */
const testMessage = /^E {3,}(.*)$/
const testPlace = /^(\S+\.py):(\d+): ?([A-Za-z_][\w.]*)?$/
/** In these many lines after a frame its source and its carets stand. */
const sourceLines = 4

/** Tracebacks of Python, also of its syntax errors, and what pytest prints. */
export const python: FailureFormat = { read: lines => [...tracebacks(lines), ...testFailures(lines)] }

function tracebacks(lines: readonly string[]): Found[] {
  const found: Found[] = []
  for (let at = 0; at < lines.length; at++) {
    const isTraceback = header.test(lines[at] ?? '')
    // A program that does not even compile has no traceback, only the place.
    if (!isTraceback && !frame.test(lines[at] ?? '')) continue
    const read = readTraceback(lines, isTraceback ? at + 1 : at)
    if (!read) continue
    found.push({ ...read, from: at })
    at = read.to - 1
  }
  return found
}

function readTraceback(lines: readonly string[], start: number): Omit<Found, 'from'> | null {
  const frames: Frame[] = []
  let at = start
  let sinceFrame = 0
  for (; at < lines.length && sinceFrame <= sourceLines; at++) {
    const line = lines[at] ?? ''
    const match = frame.exec(line)
    if (match) {
      frames.unshift({ file: match[1] ?? '', line: Number(match[2]), column: null, symbol: match[3] ?? null })
      sinceFrame = 0
      continue
    }
    const end = frames.length > 0 ? ending.exec(line) : null
    if (end && indentOf(line) < indentOf(lines[start] ?? '')) {
      const [, code = '', message = ''] = end
      const failure = { format: 'python', kind: 'exception', severity: 'error', code, message, frames } as const
      return { failure: { ...failure, kind: isCompileError(code) ? 'compile' : 'exception' }, to: at + 1 }
    }
    sinceFrame++
  }
  return null
}

function isCompileError(code: string): boolean {
  return ['SyntaxError', 'IndentationError', 'TabError'].includes(code)
}

function indentOf(line: string): number {
  return line.search(/[^ |]/)
}

function testFailures(lines: readonly string[]): Found[] {
  const found: Found[] = []
  let first = -1
  for (const [at, line] of lines.entries()) {
    if (testMessage.test(line)) {
      if (first < 0) first = at
      continue
    }
    const place = testPlace.exec(line)
    if (place && first >= 0) {
      const [, file = '', number, code] = place
      const [, said = ''] = testMessage.exec(lines[first] ?? '') ?? []
      const message = code !== undefined && said.startsWith(`${code}: `) ? said.slice(code.length + 2) : said
      const frames = [{ file, line: Number(number), column: null, symbol: null }]
      found.push({
        failure: { format: 'python', kind: 'test', severity: 'error', code: code ?? null, message, frames },
        from: first,
        to: at + 1,
      })
    }
    // Between the message and the place there is an empty line.
    if (line.trim() !== '') first = -1
  }
  return found
}
