import type { Guest } from './guest.ts'
import { printedLines } from './printed.ts'

const line =
  /^\[(?<kind>ERROR|WARNING)\] (?<file>(?:\/|[A-Za-z]:)?[^\n:]+\.(?:java|kt)):\[(?<line>\d+),(?<column>\d+)\] (?:\[(?<rule>[\w-]+)\] )?(?<message>.*)$/

/** Maven's compiling of a project and of its tests. */
export const maven: Guest = {
  name: 'maven',
  configs: [{ name: /^pom\.xml$/ }],
  isNested: false,
  files: /\.(?:java|kt)$/i,
  takes: 'none',
  // It asks the compiler for columns, whose own reports have none.
  unit: 'tabbed',
  command({ folder, programs }) {
    const program = programs.own(folder, process.platform === 'win32' ? 'mvnw.cmd' : 'mvnw') ?? programs.onPath('mvn')
    // Errors in one module are no reason to leave out the others.
    return program && [...program, '--batch-mode', '--fail-at-end', '-Dstyle.color=never', 'test-compile']
  },
  read({ output, code }) {
    const found = printedLines(output, line).map(({ kind, file = '', line = '', column = '', rule, message = '' }) => ({
      file,
      rule: rule ?? (kind === 'ERROR' ? 'error' : 'warning'),
      severity: kind === 'ERROR' ? ('error' as const) : ('warning' as const),
      message,
      line: Number(line),
      column: Number(column),
      end: null,
    }))
    return code === 0 || found.some(({ severity }) => severity === 'error') ? found : null
  },
}
