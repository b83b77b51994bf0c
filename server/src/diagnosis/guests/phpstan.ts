import * as z from 'zod'
import type { Guest } from './guest.ts'
import { printedJson } from './printed.ts'

const Files = z.record(
  z.string(),
  z.object({
    messages: z.array(z.object({ message: z.string(), line: z.number().nullable(), identifier: z.string().nullish() })),
  }),
)
/** PHP writes a map that is empty as a list. */
const Output = z.object({ files: z.union([Files, z.tuple([]).transform(() => ({}))]), errors: z.array(z.string()) })

/** PHPStan, as the project has it installed. */
export const phpstan: Guest = {
  name: 'phpstan',
  configs: [{ name: /^phpstan(?:\.dist)?\.neon(?:\.dist)?$/ }],
  isNested: false,
  files: /\.php$/i,
  takes: 'some',
  unit: 'character',
  command({ folder, files, programs }) {
    const program = programs.own(folder, 'vendor/bin/phpstan') ?? programs.onPath('phpstan')
    const options = ['analyse', '--error-format=json', '--no-progress', '--no-interaction', '--no-ansi']
    return program && [...program, ...options, ...(files ? ['--', ...files] : [])]
  },
  read({ output }) {
    const printed = printedJson(output, Output)
    // Errors of no file say that it could not look at them.
    if (!printed || printed.errors.length > 0) return null
    return Object.entries(printed.files).flatMap(([file, { messages }]) =>
      messages.map(({ message, line, identifier }) => ({
        // In the context of a trait its path stands before that of the class.
        file: file.replace(/ \(in context of .*$/, ''),
        rule: identifier ?? 'error',
        severity: 'error' as const,
        message,
        line: line ?? 1,
        column: 0,
        end: null,
        ...(identifier ? { url: `https://phpstan.org/error-identifiers/${encodeURIComponent(identifier)}` } : {}),
      })),
    )
  },
}
