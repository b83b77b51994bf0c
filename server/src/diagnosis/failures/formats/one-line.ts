import type { Severity } from '../../../config.ts'
import type { Failure, FailureFormat, FormatName, Frame } from '../failure.ts'

interface Shape {
  format: FormatName
  kind: Failure['kind']
  /** Its groups: `file`, `line`, and where there are any `column`, `level`, `code`, `message`, `symbol`. */
  line: RegExp
}

/** What tools print in one line each, with the place in it. The first shape that fits a line has it. */
const shapes: Shape[] = [
  // tsc, with and without colours.
  {
    format: 'typescript',
    kind: 'compile',
    line: /^(?<file>[^\s(][^(]*)\((?<line>\d+),(?<column>\d+)\): (?<level>error|warning) (?<code>TS\d+): (?<message>.*)$/,
  },
  {
    format: 'typescript',
    kind: 'compile',
    line: /^(?<file>\S.*?):(?<line>\d+):(?<column>\d+) - (?<level>error|warning) (?<code>TS\d+): (?<message>.*)$/,
  },
  // csc and MSBuild.
  {
    format: 'csharp',
    kind: 'compile',
    line: /^\s*(?<file>[^\s(][^(]*)\((?<line>\d+),(?<column>\d+)(?:,\d+,\d+)?\): (?<level>error|warning) (?<code>[A-Z]+\d+): (?<message>.*?)(?: \[[^\]]*\])?$/,
  },
  // Maven and javac.
  {
    format: 'jvm',
    kind: 'compile',
    line: /^\[(?<level>ERROR|WARNING)\] (?<file>\S.*?\.(?:java|kt|scala)):\[(?<line>\d+),(?<column>\d+)\] (?<message>.*)$/,
  },
  {
    format: 'jvm',
    kind: 'compile',
    line: /^(?<file>\S.*?\.java):(?<line>\d+): (?<level>error|warning): (?<message>.*)$/,
  },
  {
    format: 'jvm',
    kind: 'compile',
    line: /^(?<level>[ew]): (?:file:\/\/)?(?<file>\/?\S.*?\.kts?):(?<line>\d+):(?<column>\d+):? (?<message>.*)$/,
  },
  // mypy, pyright, ruff.
  {
    format: 'python',
    kind: 'compile',
    line: /^(?<file>\S.*?\.pyi?):(?<line>\d+):(?:(?<column>\d+):)? (?<level>error|warning|note): (?<message>.*?)(?: {2}\[(?<code>[\w-]+)\])?$/,
  },
  {
    format: 'python',
    kind: 'compile',
    line: /^(?<file>\S.*?\.pyi?):(?<line>\d+):(?<column>\d+): (?<code>[A-Z]+\d+|invalid-syntax):?(?: \[\*\])? (?<message>.*)$/,
  },
  // gcc, clang, swiftc and all who print as they do.
  {
    format: 'compiler',
    kind: 'compile',
    line: /^(?<file>\S.*?):(?<line>\d+):(?:(?<column>\d+):)? (?:fatal )?(?<level>error|warning): (?<message>.*?)(?: \[-W(?<code>[\w=-]+)\])?$/,
  },
  // go build and go vet.
  { format: 'go', kind: 'compile', line: /^(?:vet: )?(?<file>\S+\.go):(?<line>\d+):(?<column>\d+): (?<message>.*)$/ },
  // PHP says it twice; the line for the log is the one with `PHP`.
  {
    format: 'php',
    kind: 'exception',
    line: /^(?:PHP )?(?<level>Fatal error|Parse error|Warning): {1,2}(?:Uncaught (?<code>[\w\\]+): )?(?<message>.*?) in (?<file>\/?\S.*?\.php)(?::| on line )(?<line>\d+)$/,
  },
  {
    format: 'ruby',
    kind: 'exception',
    line: /^(?<file>\S.*?\.rb):(?<line>\d+):in ['`](?<symbol>[^']+)': (?<message>.*?) \((?<code>[A-Z][\w:]*)\)$/,
  },
  { format: 'lua', kind: 'exception', line: /^lua[\d.]*: (?<file>\S.*?\.lua):(?<line>\d+): (?<message>.*)$/ },
  {
    format: 'shell',
    kind: 'exception',
    line: /^(?<file>\S.*?): line (?<line>\d+): (?<message>(?!\d).*)$/,
  },
]

/** What compilers and interpreters print of one fault in one line. */
export const oneLine: FailureFormat = {
  read: lines =>
    lines.flatMap((line, from) => {
      const failure = failureOf(line)
      return failure ? [{ failure, from, to: from + 1 }] : []
    }),
}

function failureOf(text: string): Failure | null {
  for (const { format, kind, line } of shapes) {
    const groups = line.exec(text)?.groups
    if (!groups) continue
    const { file = '', code, message = '', level = 'error', symbol } = groups
    const frame: Frame = {
      file: file.replaceAll('\\', '/'),
      line: Number(groups['line']),
      column: groups['column'] === undefined ? null : Number(groups['column']),
      symbol: symbol ?? null,
    }
    return { format, kind, severity: severityOf(level), code: code ?? null, message, frames: [frame] }
  }
  return null
}

function severityOf(level: string): Severity {
  if (/^w/i.test(level)) return 'warning'
  return level === 'note' ? 'information' : 'error'
}
