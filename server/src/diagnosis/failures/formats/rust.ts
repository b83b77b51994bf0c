import type { FailureFormat, Found, Frame } from '../failure.ts'

const panicNow = /^thread '[^']*'(?: \(\d+\))? panicked at (.+?):(\d+):(\d+):$/
const panicBefore = /^thread '[^']*' panicked at '(.*)', (.+?):(\d+):(\d+)$/
const frameName = /^\s+\d+: (.+)$/
const framePlace = /^\s+at (.+?):(\d+)(?::(\d+))?$/
const compileError = /^(error|warning)(?:\[([A-Z]\d+)\])?: (.*)$/
const compilePlace = /^\s*--> (.+?):(\d+):(\d+)$/

/** Panics of Rust with their backtraces, and what rustc and clippy print. */
export const rust: FailureFormat = { read: lines => [...panics(lines), ...compileErrors(lines)] }

function panics(lines: readonly string[]): Found[] {
  const found: Found[] = []
  for (const [from, line] of lines.entries()) {
    const now = panicNow.exec(line)
    const before = panicBefore.exec(line)
    if (!now && !before) continue
    const [file, number, column] = now ? now.slice(1) : (before?.slice(2) ?? [])
    const message = now ? (lines[from + 1] ?? '').trim() : (before?.[1] ?? '')
    const top: Frame = { file: file ?? '', line: Number(number), column: Number(column), symbol: null }
    const { frames, to } = backtrace(lines, from + 1)
    const failure = { format: 'rust', kind: 'exception', severity: 'error', code: 'panic', message } as const
    const others = frames.filter(frame => frame.file !== top.file || frame.line !== top.line)
    found.push({ failure: { ...failure, frames: [top, ...others] }, from, to })
  }
  return found
}

function backtrace(lines: readonly string[], after: number): { frames: Frame[]; to: number } {
  const start = lines.findIndex((line, at) => at >= after && at < after + 10 && line.startsWith('stack backtrace:'))
  if (start < 0) return { frames: [], to: after + 1 }
  const frames: Frame[] = []
  let symbol: string | null = null
  let to = start + 1
  for (; to < lines.length; to++) {
    const line = lines[to] ?? ''
    const name = frameName.exec(line)
    const place = framePlace.exec(line)
    if (!name && !place) break
    if (name) symbol = name[1] ?? null
    if (!place) continue
    const [, file = '', number, column] = place
    frames.push({ file, line: Number(number), column: column === undefined ? null : Number(column), symbol })
  }
  return { frames, to }
}

function compileErrors(lines: readonly string[]): Found[] {
  return lines.flatMap((line, from): Found[] => {
    const [, level, code = null, message = ''] = compileError.exec(line) ?? []
    const [, file, number, column] = compilePlace.exec(lines[from + 1] ?? '') ?? []
    if (level === undefined || file === undefined) return []
    const frames = [{ file, line: Number(number), column: Number(column), symbol: null }]
    const severity = level === 'error' ? 'error' : 'warning'
    return [{ failure: { format: 'rust', kind: 'compile', severity, code, message, frames }, from, to: from + 2 }]
  })
}
