import type { Guest } from './guest.ts'
import { printedLines } from './printed.ts'
import { pythonFiles } from './python-files.ts'

const line =
  /^(?<file>.+?):(?<line>\d+):(?<column>\d+):(?<endLine>\d+):(?<endColumn>\d+): error: (?<message>.*?)(?: {2}\[(?<rule>[\w-]+)\])?$/

/** mypy, over what its settings name, or everything. */
export const mypy: Guest = {
  name: 'mypy',
  configs: [
    { name: /^\.?mypy\.ini$/ },
    { name: /^pyproject\.toml$/, text: /^\[tool\.mypy\b/m },
    { name: /^setup\.cfg$/, text: /^\[mypy\b/m },
  ],
  isNested: false,
  files: pythonFiles,
  takes: 'none',
  unit: 'byte',
  command({ folder, config, programs }) {
    const program = programs.ofPython(folder, 'mypy')
    const shape = ['--show-column-numbers', '--show-error-end', '--no-error-summary', '--no-color-output']
    const plain = ['--hide-error-context', '--no-pretty']
    const where = /^\s*(?:files|packages|modules)\s*=/m.test(config) ? [] : ['.']
    return program && [...program, ...shape, ...plain, ...where]
  },
  read({ output, code }) {
    const found = printedLines(output, line).map(
      ({ file = '', line = '', column = '', endLine = '', endColumn = '', message = '', rule = 'error' }) => ({
        file,
        rule,
        severity: 'error' as const,
        message,
        line: Number(line),
        column: Number(column),
        // Its last column is that of the last character.
        end: { line: Number(endLine), column: Number(endColumn) + 1 },
      }),
    )
    return code === 0 || found.length > 0 ? found : null
  },
}
