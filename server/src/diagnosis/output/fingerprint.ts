import { createHash } from 'node:crypto'
import type { Finding } from '../finding.ts'
import type { SourceText } from '../subject.ts'

/**
 * Names for the findings of a file, in their order, that stay the same when lines above them come and go: the rule, what its
 * lines say, and which of several alike it is. Paths are not in them.
 */
export function fingerprints(findings: readonly Finding[], { text }: SourceText): string[] {
  const lines = text.split('\n')
  const seen = new Map<string, number>()
  return findings.map(({ rule, range: { start, end } }) => {
    const own = lines.slice(start.line, Math.min(end.line, start.line + 9) + 1).map(line => line.trim())
    const key = [rule, ...own].join('\n')
    const count = seen.get(key) ?? 0
    seen.set(key, count + 1)
    return createHash('sha256').update(`${key}\n${count}`).digest('hex').slice(0, 32)
  })
}
