import * as z from 'zod'
import type { Severity } from '../../config.ts'
import type { Guest } from './guest.ts'
import { printedJson } from './printed.ts'

const Location = z.object({
  start_line: z.number(),
  start_column: z.number(),
  last_line: z.number(),
  last_column: z.number(),
})
const Output = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      offenses: z.array(
        z.object({ severity: z.string(), message: z.string(), cop_name: z.string(), location: Location }),
      ),
    }),
  ),
})
const severities: Record<string, Severity> = {
  fatal: 'error',
  error: 'error',
  warning: 'warning',
  convention: 'information',
  refactor: 'information',
  info: 'hint',
}

/** RuboCop, through Bundler where the project has a Gemfile that names it. */
export const rubocop: Guest = {
  name: 'rubocop',
  configs: [{ name: /^\.rubocop\.yml$/ }],
  isNested: false,
  files: /\.(?:rb|rake|gemspec)$/i,
  takes: 'some',
  unit: 'character',
  command({ folder, files, programs }) {
    const program = programs.own(folder, 'bin/rubocop') ?? programs.onPath('rubocop')
    return program && [...program, '--format', 'json', '--force-exclusion', '--no-color', '--', ...(files ?? ['.'])]
  },
  read({ output, code }) {
    const printed = code < 2 ? printedJson(output, Output) : null
    return (
      printed?.files.flatMap(({ path, offenses }) =>
        offenses.map(({ severity, message, cop_name: rule, location }) => ({
          file: path,
          rule,
          severity: severities[severity] ?? ('warning' as const),
          message: message.startsWith(`${rule}: `) ? message.slice(rule.length + 2) : message,
          line: location.start_line,
          column: location.start_column,
          // Its last column is that of the last character.
          end: { line: location.last_line, column: location.last_column + 1 },
        })),
      ) ?? null
    )
  },
}
