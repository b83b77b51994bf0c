import * as z from 'zod'
import type { Severity } from '../../config.ts'
import type { Guest } from './guest.ts'
import { printedJsonLines } from './printed.ts'

const Place = z.object({ file: z.string(), line: z.number(), column: z.number() })
const Line = z.object({
  code: z.string(),
  severity: z.string(),
  location: Place,
  end: Place.optional(),
  message: z.string(),
})
const severities: Record<string, Severity> = { error: 'warning', warning: 'information' }

/** Staticcheck over all packages of a module. */
export const staticcheck: Guest = {
  name: 'staticcheck',
  configs: [{ name: /^staticcheck\.conf$/ }],
  isNested: false,
  files: /\.go$/i,
  takes: 'none',
  unit: 'byte',
  command({ programs }) {
    const program = programs.onPath('staticcheck')
    return program && [...program, '-f', 'json', './...']
  },
  read({ output, code }) {
    const lines = printedJsonLines(output, Line).filter(({ severity }) => severity !== 'ignored')
    const found = lines.map(({ code: rule, severity, location, end, message }) => ({
      file: location.file,
      rule,
      // What does not compile is told as a rule of its own.
      severity: rule === 'compile' ? ('error' as const) : (severities[severity] ?? 'warning'),
      message,
      line: location.line,
      column: location.column,
      end: end && end.line > 0 ? { line: end.line, column: end.column } : null,
      ...(rule === 'compile' ? {} : { url: `https://staticcheck.dev/docs/checks/#${encodeURIComponent(rule)}` }),
    }))
    return code === 0 || found.length > 0 ? found : null
  },
}
