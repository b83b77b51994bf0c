import { loadFlowRules } from './flow/flow-finder.ts'
import { metricRules } from './metrics/metric-rules.ts'
import type { RuleInfo } from './rule-info.ts'
import { loadRules } from './rules/load-rules.ts'
import { ruleInfoOf } from './rules/rule-infos.ts'
import { secretRules } from './secrets/secret-rules.ts'
import { suppressionRules } from './suppressions/suppression-rules.ts'
import { syntaxRules } from './syntax/syntax-rules.ts'
import type { DiagnosisSetup } from './workers/messages.ts'

/** What there is to say of every rule, by its id. */
export type Catalog = ReadonlyMap<string, RuleInfo>

/** Of our own rules and those in the setup's folders. */
export function loadCatalog({ ruleFolders }: Pick<DiagnosisSetup, 'ruleFolders'>): Promise<Catalog> {
  const patterns = loadRules(ruleFolders).rules.map(ruleInfoOf)
  const own = [...syntaxRules, ...metricRules, ...secretRules, ...suppressionRules, ...loadFlowRules()]
  const infos = [...own, ...patterns]
  return Promise.resolve(new Map(infos.map(info => [info.id, info])))
}
