import type { Guest } from './guest.ts'
import { printedLines } from './printed.ts'
import { pythonFiles } from './python-files.ts'

const line = /^(?<file>.+?):(?<line>\d+):(?<column>\d+): (?<rule>[A-Z]{1,3}\d{1,4}) (?<message>.*)$/

/** Flake8 with whatever plug-ins the project has. */
export const flake8: Guest = {
  name: 'flake8',
  configs: [{ name: /^\.flake8$/ }, { name: /^(?:setup\.cfg|tox\.ini)$/, text: /^\[flake8\]/m }],
  isNested: false,
  files: pythonFiles,
  takes: 'some',
  // What comes from the syntax tree counts bytes, the rest characters; most of it is the latter.
  unit: 'character',
  command({ folder, files, programs }) {
    const program = programs.ofPython(folder, 'flake8')
    return program && [...program, '--format=default', '--color=never', '--', ...(files ?? ['.'])]
  },
  read({ output, code }) {
    const found = printedLines(output, line).map(({ file = '', line = '', column = '', rule = '', message = '' }) => ({
      file,
      rule,
      severity: /^(?:E9|F82)/.test(rule) ? ('error' as const) : ('warning' as const),
      message,
      line: Number(line),
      column: Number(column),
      end: null,
    }))
    return code === 0 || found.length > 0 ? found : null
  },
}
