import type { Finding, Fix, Range } from '../finding.ts'
import type { Subject } from '../subject.ts'
import { readSuppressions, type Suppression } from './read-suppressions.ts'

export interface SuppressionOptions {
  /** Whether there is a rule of this id. */
  isKnown: (rule: string) => boolean
  /** Whether the rule has been looked for: of one that is switched off nobody can say that it finds nothing. */
  isActive: (rule: string) => boolean
}

/**
 * Marks the findings that comments of the file say are not wanted, and adds what is wrong with these comments: they suppress
 * nothing, name a rule that does not exist, or say no reason. `aliases`: other names under which a finding may be suppressed.
 */
export function applySuppressions(
  subject: Subject,
  findings: Finding[],
  options: SuppressionOptions,
  aliases: ReadonlyMap<Finding, ReadonlySet<string>> = new Map(),
): Finding[] {
  const suppressions = readSuppressions(subject)
  if (suppressions.length === 0) return findings
  const used = new Set<string>()
  const marked = findings.map(finding => {
    const names = [finding.rule, ...(aliases.get(finding) ?? [])]
    // Every comment that means it is of use: under one of its names or another.
    const meant = suppressions.flatMap((suppression, at) =>
      names.flatMap(name => (covers(suppression, finding, name) ? [{ at, name, reason: suppression.reason }] : [])),
    )
    for (const { at, name } of meant) used.add(`${at} ${name}`)
    return meant[0] ? { ...finding, suppressed: meant[0].reason } : finding
  })
  const own = suppressions.flatMap((suppression, at) => [
    ...suppression.rules.flatMap(rule => {
      if (used.has(`${at} ${rule.id}`)) return []
      if (!options.isKnown(rule.id)) return [unknownRule(rule)]
      return options.isActive(rule.id) ? [unusedRule(suppression, rule, subject)] : []
    }),
    ...(isNoReason(suppression.reason) ? [withoutReason(suppression)] : []),
  ])
  return [...marked, ...own]
}

/** Marks what others have found in a file where its comments say that it is not wanted; of the comments nothing is said. */
export function markSuppressed(subject: Subject, findings: Finding[]): Finding[] {
  const marked = applySuppressions(subject, findings, { isKnown: () => true, isActive: () => false })
  return marked.slice(0, findings.length)
}

/** Nothing, or what editors put there to be replaced. */
function isNoReason(reason: string): boolean {
  return reason === '' || /^reason[:.…]*$/i.test(reason)
}

function covers({ rules, line }: Suppression, { range, kind }: Finding, name: string): boolean {
  if (kind === 'suppression' || !rules.some(({ id }) => id === name)) return false
  return line === null || range.start.line === line
}

function unknownRule({ id, start, end }: Suppression['rules'][number]): Finding {
  return finding('unknown-suppressed-rule', 'information', { start, end }, `There is no rule ${JSON.stringify(id)}.`)
}

function withoutReason({ start, end }: Suppression): Finding {
  const message = 'Say after the brackets why this is not wanted: whoever reads it later cannot ask.'
  return finding('suppression-without-reason', 'information', { start, end }, message)
}

function unusedRule(suppression: Suppression, rule: Suppression['rules'][number], subject: Subject): Finding {
  const { start, end } = rule
  const place = suppression.line === null ? 'In this file' : 'Here'
  return {
    ...finding('unused-suppression', 'hint', { start, end }, `${place} ${rule.id} finds nothing any more.`),
    fixes: [removal(suppression, rule, subject)],
    isUnnecessary: true,
  }
}

/** Takes the rule out of the list; with the last one goes the whole comment, and its line where it is all there is. */
function removal(suppression: Suppression, rule: Suppression['rules'][number], subject: Subject): Fix {
  const { text, offsetAt, positionAt } = subject
  const title = `Remove the suppression of ${rule.id}`
  if (suppression.rules.length > 1) {
    const list = suppression.rules.filter(other => other !== rule).map(({ id }) => id)
    const [first, last] = [suppression.rules[0], suppression.rules.at(-1)]
    const range = { start: first?.start ?? rule.start, end: last?.end ?? rule.end }
    return { title, edits: [{ range, newText: list.join(', ') }] }
  }
  const lineStart = offsetAt({ line: suppression.start.line, character: 0 })
  const lineBreak = text.indexOf('\n', lineStart)
  const lineEnd = lineBreak < 0 ? text.length : lineBreak
  const before = text.slice(lineStart, offsetAt(suppression.start))
  const code = before.replace(/\s*(?:\/\/|\/\*|#|--|;|%|<!--|")\s*$/, '')
  const range: Range =
    code.trim() === ''
      ? { start: positionAt(lineStart), end: positionAt(Math.min(lineEnd + 1, text.length)) }
      : {
          start: positionAt(lineStart + code.length),
          end: positionAt(text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd),
        }
  return { title, edits: [{ range, newText: '' }] }
}

function finding(rule: string, severity: Finding['severity'], range: Range, message: string): Finding {
  return { rule, kind: 'suppression', severity, message, range, steps: [], fixes: [] }
}
