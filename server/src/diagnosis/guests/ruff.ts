import * as z from 'zod'
import type { Guest } from './guest.ts'
import { printedJson } from './printed.ts'
import { pythonFiles } from './python-files.ts'

const Place = z.object({ row: z.number(), column: z.number() })
const Output = z.array(
  z.object({
    filename: z.string(),
    code: z.string().nullable(),
    message: z.string(),
    location: Place,
    end_location: Place,
    url: z.string().nullish(),
  }),
)

/** Ruff. Nothing is fixed. */
export const ruff: Guest = {
  name: 'ruff',
  configs: [{ name: /^\.?ruff\.toml$/ }, { name: /^pyproject\.toml$/, text: /^\[tool\.ruff\b/m }],
  isNested: false,
  files: pythonFiles,
  takes: 'some',
  unit: 'character',
  command({ folder, files, programs }) {
    const program = programs.ofPython(folder, 'ruff')
    const options = ['check', '--output-format', 'json', '--no-fix', '--force-exclude', '--', ...(files ?? ['.'])]
    return program && [...program, ...options]
  },
  read({ output, code }) {
    const printed = code < 2 ? printedJson(output, Output) : null
    return (
      printed?.map(({ filename, code: rule, message, location, end_location: end, url }) => ({
        file: filename,
        rule: rule ?? 'invalid-syntax',
        severity: rule === null || rule === 'invalid-syntax' ? ('error' as const) : ('warning' as const),
        message,
        line: location.row,
        column: location.column,
        end: { line: end.row, column: end.column },
        ...(url ? { url } : {}),
      })) ?? null
    )
  },
}
