import type { RuleInfo } from '../rule-info.ts'
import { severityOf } from './rule-file.ts'
import { identifiersOf } from './rule-languages.ts'
import type { Rule } from './rule-set.ts'

/** What there is to say of a pattern rule. A rule without our own additions says what ast-grep would. */
export function ruleInfoOf(rule: Rule): RuleInfo {
  const { id, message, note, url, metadata } = rule
  const title = metadata?.title ?? firstSentence(message ?? id)
  const explanation = note ?? message ?? title
  const { bad, good } = metadata ?? {}
  return {
    id,
    kind: 'rule',
    severity: severityOf(rule) ?? 'hint',
    title,
    explanation: url === undefined ? explanation.trim() : `${explanation.trim()}\n\n<${url}>`,
    languages: [...new Set(rule.ruleLanguages.flatMap(identifiersOf))],
    cwe: (metadata?.cwe ?? []).flatMap(text => Number(/\d+/.exec(text)?.[0] ?? NaN)).filter(Number.isInteger),
    owasp: metadata?.owasp ?? [],
    examples: bad !== undefined && good !== undefined ? { bad, good } : null,
  }
}

function firstSentence(text: string): string {
  return (/^[\s\S]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text).replaceAll(/\s+/g, ' ').replace(/\.$/, '').trim()
}
