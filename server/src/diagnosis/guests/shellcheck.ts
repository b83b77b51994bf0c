import * as z from 'zod'
import type { Severity } from '../../config.ts'
import type { Guest } from './guest.ts'
import { printedJson } from './printed.ts'

const Output = z.object({
  comments: z.array(
    z.object({
      file: z.string(),
      line: z.number(),
      endLine: z.number(),
      column: z.number(),
      endColumn: z.number(),
      level: z.string(),
      code: z.number(),
      message: z.string(),
    }),
  ),
})
const severities: Record<string, Severity> = { error: 'error', warning: 'warning', info: 'information', style: 'hint' }

/** ShellCheck. */
export const shellcheck: Guest = {
  name: 'shellcheck',
  configs: [{ name: /^\.?shellcheckrc$/ }],
  isNested: false,
  files: /\.(?:sh|bash|dash|ksh)$/i,
  takes: 'must',
  unit: 'character',
  command({ folder, files, programs }) {
    const program = programs.ofPython(folder, 'shellcheck')
    return program && [...program, '--format', 'json1', '--', ...(files ?? [])]
  },
  read({ output, code }) {
    // Its code 1 says that there are findings; from 2 on, that something could not be read.
    const printed = code < 2 ? printedJson(output, Output) : null
    return (
      printed?.comments.map(({ file, line, column, endLine, endColumn, level, code: number, message }) => ({
        file,
        rule: `SC${number}`,
        severity: severities[level] ?? ('warning' as const),
        message,
        line,
        column,
        end: { line: endLine, column: endColumn },
        url: `https://www.shellcheck.net/wiki/SC${number}`,
      })) ?? null
    )
  },
}
