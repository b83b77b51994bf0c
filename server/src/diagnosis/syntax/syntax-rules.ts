import type { RuleInfo } from '../rule-info.ts'

/** What there is to say of faults of syntax. */
export const syntaxRules: readonly RuleInfo[] = [
  {
    id: 'syntax-error',
    kind: 'syntax',
    severity: 'error',
    title: 'Syntax error',
    explanation: 'The text is no program of its language at this place: no compiler or interpreter will take it.',
    languages: [],
    cwe: [],
    owasp: [],
    examples: null,
  },
]
