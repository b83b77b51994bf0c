import * as z from 'zod'
import type { Guest, GuestFinding } from './guest.ts'
import { printedJson } from './printed.ts'

const Message = z.object({
  ruleId: z.string().nullable(),
  severity: z.number(),
  fatal: z.boolean().optional(),
  message: z.string(),
  line: z.number().optional(),
  column: z.number().optional(),
  endLine: z.number().nullish(),
  endColumn: z.number().nullish(),
})
const Output = z.object({
  results: z.array(z.object({ filePath: z.string(), messages: z.array(Message) })),
  metadata: z
    .object({
      rulesMeta: z.record(z.string(), z.object({ docs: z.object({ url: z.string().optional() }).optional() })),
    })
    .optional(),
})

/** ESLint, as the project has it installed. */
export const eslint: Guest = {
  name: 'eslint',
  configs: [{ name: /^(?:eslint\.config\.[cm]?[jt]s|\.eslintrc(?:\.(?:js|cjs|json|ya?ml))?)$/ }],
  isNested: false,
  files: /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/i,
  takes: 'some',
  unit: 'utf16',
  command({ folder, files, programs }) {
    const program = programs.ofNode(folder, 'eslint/bin/eslint.js')
    const options = ['--format', 'json-with-metadata', '--no-error-on-unmatched-pattern', '--', ...(files ?? ['.'])]
    return program && [...program, ...options]
  },
  read({ output, code }) {
    const printed = code < 2 ? printedJson(output, Output) : null
    const meta = printed?.metadata?.rulesMeta ?? {}
    return (
      printed?.results.flatMap(({ filePath, messages }) =>
        messages.flatMap(message => {
          const { ruleId } = message
          return findingOf(filePath, message, ruleId === null ? undefined : meta[ruleId]?.docs?.url)
        }),
      ) ?? null
    )
  },
}

function findingOf(file: string, message: z.infer<typeof Message>, url: string | undefined): GuestFinding[] {
  const { ruleId, severity, fatal, line, column = 1, endLine, endColumn } = message
  // It is about the run, not about code: that a file is ignored, for example.
  if (line === undefined) return []
  return [
    {
      file,
      rule: ruleId ?? (fatal ? 'syntax' : 'directive'),
      severity: severity === 2 ? 'error' : 'warning',
      message: message.message,
      line,
      column,
      end: endLine && endColumn ? { line: endLine, column: endColumn } : null,
      ...(url ? { url } : {}),
    },
  ]
}
