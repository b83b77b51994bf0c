import type { Guest, GuestFinding } from './guest.ts'

const head = /^(?<file>.+?\.java):(?<line>\d+): (?<kind>error|warning): (?:\[(?<rule>[\w-]+)\] )?(?<message>.*)$/
/** The line of code, and more of the message, come before the caret. */
const furthestCaret = 6

/** The Java compiler by itself, without a class path: only where it is asked for by name. Nothing is written into the project. */
export const javac: Guest = {
  name: 'javac',
  configs: [],
  isNested: false,
  files: /\.java$/i,
  takes: 'must',
  unit: 'utf16',
  command({ files, programs }) {
    const program = programs.onPath('javac')
    // Processors of annotations would be code of others; -Xlint tells more than errors.
    const options = ['-J-Duser.language=en', '-proc:none', '-Xlint:all', '-Xmaxerrs', '10000', '-Xmaxwarns', '10000']
    return program && [...program, ...options, '-implicit:none', '-d', temporaryFolder, ...(files ?? [])]
  },
  read({ errors, code }) {
    const found = javacFindings(errors)
    return code === 0 || found.length > 0 ? found : null
  },
}

/** Stands in commands for a folder that is there while they run. */
export const temporaryFolder = '{temporary}'

/** What the compiler prints, wherever it is called from: a line with the place, the code, and a caret below its column. */
export function javacFindings(text: string): GuestFinding[] {
  const lines = text.split(/\r?\n/)
  return lines.flatMap((line, at) => {
    const { file, line: number, kind, rule, message = '' } = head.exec(line.slice(0, 4000))?.groups ?? {}
    if (file === undefined) return []
    const next = lines.slice(at + 1, at + 1 + furthestCaret)
    const until = next.findIndex(other => head.test(other.slice(0, 4000)))
    const caret = (until < 0 ? next : next.slice(0, until)).find(other => /^\s*\^\s*$/.test(other))
    return [
      {
        file,
        rule: rule ?? (kind === 'error' ? 'error' : 'warning'),
        severity: kind === 'error' ? ('error' as const) : ('warning' as const),
        message,
        line: Number(number),
        column: caret === undefined ? 1 : caret.indexOf('^') + 1,
        end: null,
      },
    ]
  })
}
