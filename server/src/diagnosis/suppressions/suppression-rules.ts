import type { RuleInfo } from '../rule-info.ts'

const about = { kind: 'suppression', examples: null } as const

/** What there is to say of suppressions themselves. */
export const suppressionRules: readonly RuleInfo[] = [
  {
    ...about,
    id: 'unused-suppression',
    severity: 'hint',
    title: 'Suppression of nothing',
    explanation:
      'The rule finds nothing at this place any more. A comment that is left behind would hide the next real finding.',
    languages: [],
    cwe: [],
    owasp: [],
  },
  {
    ...about,
    id: 'suppression-without-reason',
    severity: 'information',
    title: 'Suppression without a reason',
    explanation: 'A suppression is a decision. Its reason stands after the brackets, for whoever comes later.',
    languages: [],
    cwe: [],
    owasp: [],
  },
  {
    ...about,
    id: 'unknown-suppressed-rule',
    severity: 'information',
    title: 'Suppression of a rule that does not exist',
    explanation: 'No rule has this id: it is misspelt, was renamed, or comes with a folder of rules that is not here.',
    languages: [],
    cwe: [],
    owasp: [],
  },
]
