import type { RuleInfo } from './rule-info.ts'
import { loadRules } from './rules/load-rules.ts'
import { ruleInfoOf } from './rules/rule-infos.ts'
import { syntaxRules } from './syntax/syntax-rules.ts'
import type { DiagnosisSetup } from './workers/messages.ts'

/** What there is to say of every rule, by its id. */
export type Catalog = ReadonlyMap<string, RuleInfo>

export function loadCatalog({ ruleFolders }: Pick<DiagnosisSetup, 'ruleFolders'>): Promise<Catalog> {
  const infos = [...syntaxRules, ...loadRules(ruleFolders).rules.map(ruleInfoOf)]
  return Promise.resolve(new Map(infos.map(info => [info.id, info])))
}
