import type { Severity } from '../../config.ts'
import type { Guest } from './guest.ts'
import { printedLines } from './printed.ts'

const line = /^(?<file>.+?):(?<line>\d+):(?<column>\d+): (?<kind>error|warning): (?<message>.*?) \[(?<rule>[\w.,-]+)\]$/
const severities: Record<string, Severity> = { error: 'error', warning: 'warning' }

/** clang-tidy, with the compile commands that the project has. */
export const clangTidy: Guest = {
  name: 'clang-tidy',
  configs: [{ name: /^\.clang-tidy$/ }],
  isNested: false,
  files: /\.(?:c|cc|cpp|cxx|m|mm)$/i,
  takes: 'must',
  unit: 'byte',
  command({ folder, files, programs }) {
    const program = programs.ofPython(folder, 'clang-tidy')
    return program && [...program, '--quiet', ...(files ?? [])]
  },
  read({ output, code }) {
    const found = printedLines(output, line).map(
      ({ file = '', line = '', column = '', kind = '', message = '', rule = '' }) => ({
        file,
        // Two names of one check stand together; the first is what people look up.
        rule: rule.split(',')[0] ?? rule,
        severity: severities[kind] ?? ('warning' as const),
        message,
        line: Number(line),
        column: Number(column),
        end: null,
      }),
    )
    return code === 0 || found.length > 0 ? found : null
  },
}
