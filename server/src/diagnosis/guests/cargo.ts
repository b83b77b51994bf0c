import * as z from 'zod'
import type { Severity } from '../../config.ts'
import type { Guest, GuestFinding, GuestOutput } from './guest.ts'
import { printedJsonLines } from './printed.ts'

const Span = z.object({
  file_name: z.string(),
  is_primary: z.boolean(),
  line_start: z.number(),
  column_start: z.number(),
  line_end: z.number(),
  column_end: z.number(),
})
const Line = z.object({
  reason: z.literal('compiler-message'),
  message: z.object({
    level: z.string(),
    message: z.string(),
    code: z.object({ code: z.string() }).nullable(),
    spans: z.array(Span),
  }),
})
const severities: Record<string, Severity> = { error: 'error', warning: 'warning', note: 'information', help: 'hint' }
const configs = [{ name: /^Cargo\.toml$/ }]
const options = ['--quiet', '--message-format=json', '--all-targets']

/** Clippy, which tells what the compiler does, and more. */
export const clippy: Guest = {
  name: 'clippy',
  configs,
  isNested: false,
  files: /\.rs$/i,
  takes: 'none',
  unit: 'character',
  command({ programs }) {
    const program = programs.onPath('cargo-clippy') && programs.onPath('cargo')
    return program && [...program, 'clippy', ...options]
  },
  read,
}

/** The Rust compiler alone: where it is asked for by name, because Clippy says the same. */
export const cargo: Guest = {
  ...clippy,
  name: 'cargo',
  configs: [],
  command({ programs }) {
    const program = programs.onPath('cargo')
    return program && [...program, 'check', ...options]
  },
}

function read({ output, code }: GuestOutput): GuestFinding[] | null {
  const found = printedJsonLines(output, Line).flatMap(({ message: { level, message, code: named, spans } }) => {
    const span = spans.find(({ is_primary: isPrimary }) => isPrimary)
    // Sums, such as "2 warnings emitted", are about no place.
    if (!span) return []
    return [
      {
        file: span.file_name,
        rule: named?.code.replace(/^clippy::/, '') ?? (level === 'error' ? 'error' : 'warning'),
        severity: severities[level] ?? ('warning' as const),
        message,
        line: span.line_start,
        column: span.column_start,
        end: { line: span.line_end, column: span.column_end },
      },
    ]
  })
  return code === 0 || found.length > 0 ? found : null
}
