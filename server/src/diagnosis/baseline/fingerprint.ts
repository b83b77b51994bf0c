import { createHash } from 'node:crypto'
import type { Finding } from '../finding.ts'

/** A finding with a name that stays the same when lines are moved. */
export interface Fingerprinted {
  finding: Finding
  /** 32 hexadecimal digits. */
  fingerprint: string
}

/**
 * Names the findings of a file by what stands there, not where: the rule, the lines of the finding and those beside it without
 * their blank space, and which of several equal ones it is. Moving code, indenting it, or changing lines further away leaves
 * the name as it is. `file` is the path that the name is to hold for, relative and with `/`.
 */
export function fingerprints(file: string, text: string, findings: readonly Finding[]): Fingerprinted[] {
  const lines = text.split('\n')
  const seen = new Map<string, number>()
  return findings.map(finding => {
    const { rule, range } = finding
    const own = lines
      .slice(range.start.line, Math.min(range.end.line, range.start.line + longest) + 1)
      .map(withoutBlanks)
    const around = [neighbour(lines, range.start.line, -1), ...own, neighbour(lines, range.end.line, 1)]
    const content = hash([file, rule, ...around])
    const occurrence = seen.get(content) ?? 0
    seen.set(content, occurrence + 1)
    return { finding, fingerprint: hash([content, String(occurrence)]) }
  })
}

/** A finding may be a whole function; its first lines are enough. */
const longest = 5

/** The next line that is not blank. */
function neighbour(lines: readonly string[], from: number, step: 1 | -1): string {
  let at = from + step
  while (at >= 0 && at < lines.length && withoutBlanks(lines[at]) === '') at += step
  return withoutBlanks(lines[at])
}

function withoutBlanks(line = ''): string {
  return line.replaceAll(/\s+/g, '')
}

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32)
}
