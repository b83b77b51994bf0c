import type { Guest } from './guest.ts'
import { printedLines } from './printed.ts'

const line = /^(?<file>[^\n]+)\((?<line>\d+),(?<column>\d+)\): (?<kind>error|warning) (?<rule>TS\d+): (?<message>.*)$/
/** Of the project rather than of a file of it. */
const general = /^error (?<rule>TS\d+): (?<message>.*)$/

/** The TypeScript compiler, as the project has it installed. */
export const tsc: Guest = {
  name: 'tsc',
  configs: [{ name: /^tsconfig\.json$/ }],
  isNested: true,
  files: /\.[cm]?[jt]sx?$/i,
  takes: 'none',
  unit: 'utf16',
  command({ folder, programs }) {
    const program = programs.ofNode(folder, 'typescript/bin/tsc')
    return program && [...program, '--project', '.', '--noEmit', '--pretty', 'false']
  },
  read({ output, code }) {
    const found = printedLines(output, line).map(
      ({ file = '', line = '', column = '', kind, rule = '', message = '' }) => ({
        file,
        rule,
        severity: kind === 'error' ? ('error' as const) : ('warning' as const),
        message,
        line: Number(line),
        column: Number(column),
        end: null,
      }),
    )
    const isUnderstood = code === 0 || found.length > 0
    return isUnderstood && printedLines(output, general).length === 0 ? found : null
  },
}
