import * as z from 'zod'
import type { Guest, GuestFinding } from './guest.ts'
import { printedJson, printedLines } from './printed.ts'

const Analyzed = z.record(
  z.string(),
  z.record(
    z.string(),
    z.union([
      z.array(z.object({ posn: z.string(), end: z.string().optional(), message: z.string() })),
      // An analyzer that failed at a package.
      z.object({ error: z.string() }),
    ]),
  ),
)
const place = /^(?<file>.+?):(?<line>\d+)(?::(?<column>\d+))?$/
/** What does not compile is told in a line, and of that package nothing else. */
const broken = /^(?:vet: )?(?<file>[^#\s].*?\.go):(?<line>\d+):(?<column>\d+): (?<message>.*)$/

/** `go vet` over all packages of a module. */
export const goVet: Guest = {
  name: 'go',
  configs: [{ name: /^go\.mod$/ }],
  isNested: true,
  files: /\.go$/i,
  takes: 'none',
  unit: 'byte',
  command({ programs }) {
    const program = programs.onPath('go')
    return program && [...program, 'vet', '-json', './...']
  },
  read({ output, errors, code }) {
    // Newer versions print JSON to standard output, older ones among what does not compile.
    const found = [...objectsIn(output), ...objectsIn(errors)].flatMap(analyzed)
    const failed = printedLines(errors, broken).map(({ file = '', line = '', column = '', message = '' }) => ({
      file,
      rule: 'compile',
      severity: 'error' as const,
      message,
      line: Number(line),
      column: Number(column),
      end: null,
    }))
    return code === 0 || failed.length > 0 || found.length > 0 ? [...found, ...failed] : null
  },
}

function analyzed(packages: z.infer<typeof Analyzed>): GuestFinding[] {
  return Object.values(packages).flatMap(analyzers =>
    Object.entries(analyzers).flatMap(([rule, found]) =>
      Array.isArray(found) ? found.flatMap(one => findingOf(rule, one)) : [],
    ),
  )
}

function findingOf(
  rule: string,
  { posn, end, message }: { posn: string; end?: string | undefined; message: string },
): GuestFinding[] {
  const { file, line, column } = place.exec(posn)?.groups ?? {}
  const until = end === undefined ? null : place.exec(end)?.groups
  if (file === undefined) return []
  return [
    {
      file,
      rule,
      severity: 'warning',
      message,
      line: Number(line),
      column: Number(column ?? 1),
      end: until ? { line: Number(until['line']), column: Number(until['column'] ?? 1) } : null,
    },
  ]
}

/** JSON objects that begin and end with a bracket on a line of its own. */
function objectsIn(text: string): z.infer<typeof Analyzed>[] {
  return text.split(/^(?=\{)/m).flatMap(part => {
    const printed = printedJson(part.slice(0, part.search(/^\}/m) + 1), Analyzed)
    return printed ? [printed] : []
  })
}
