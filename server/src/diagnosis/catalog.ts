import { loadFlowRules } from './flow/flow-finder.ts'
import { metricRules } from './metrics/metric-rules.ts'
import type { RuleInfo } from './rule-info.ts'
import { ruleInfoOf } from './rules/rule-infos.ts'
import type { Rule } from './rules/rule-set.ts'
import { secretRules } from './secrets/secret-rules.ts'
import { suppressionRules } from './suppressions/suppression-rules.ts'
import { syntaxRules } from './syntax/syntax-rules.ts'

/** What there is to say of every rule, by its id. */
export type Catalog = ReadonlyMap<string, RuleInfo>

/** Of these pattern rules, and of all that is found in other ways. */
export function catalogOf(patterns: readonly Rule[]): Catalog {
  const others = [...syntaxRules, ...metricRules, ...secretRules, ...suppressionRules, ...loadFlowRules()]
  const infos = [...others, ...patterns.map(ruleInfoOf)]
  return new Map(infos.map(info => [info.id, info]))
}
