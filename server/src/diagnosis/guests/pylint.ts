import * as z from 'zod'
import type { Severity } from '../../config.ts'
import type { Guest } from './guest.ts'
import { printedJson } from './printed.ts'
import { pythonFiles } from './python-files.ts'

const Output = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    symbol: z.string(),
    message: z.string(),
    line: z.number(),
    column: z.number(),
    endLine: z.number().nullish(),
    endColumn: z.number().nullish(),
  }),
)
const severities: Record<string, Severity> = {
  fatal: 'error',
  error: 'error',
  warning: 'warning',
  refactor: 'information',
  convention: 'information',
}
/** From here on its exit code says that it was called wrongly; below, what it has found. */
const usageError = 32

/** Pylint. */
export const pylint: Guest = {
  name: 'pylint',
  configs: [{ name: /^\.?pylintrc(?:\.toml)?$/ }, { name: /^pyproject\.toml$/, text: /^\[tool\.pylint\b/m }],
  isNested: false,
  files: pythonFiles,
  takes: 'some',
  unit: 'byte',
  command({ folder, files, programs }) {
    const program = programs.ofPython(folder, 'pylint')
    return program && [...program, '--output-format=json', '--score=n', '--recursive=y', '--', ...(files ?? ['.'])]
  },
  read({ output, code }) {
    if (code === 0 && output.trim() === '') return []
    const printed = code < usageError ? printedJson(output, Output) : null
    return (
      printed?.map(({ type, path, symbol, message, line, column, endLine, endColumn }) => ({
        file: path,
        rule: symbol,
        severity: severities[type] ?? 'warning',
        message,
        line,
        column: column + 1,
        end: endLine && typeof endColumn === 'number' ? { line: endLine, column: endColumn + 1 } : null,
      })) ?? null
    )
  },
}
