import { loadFlowRules } from './flow/flow-finder.ts'
import type { RuleInfo } from './rule-info.ts'
import { syntaxRules } from './syntax/syntax-rules.ts'

/** What there is to say of every rule, by its id. */
export type Catalog = ReadonlyMap<string, RuleInfo>

export function loadCatalog(): Promise<Catalog> {
  return Promise.resolve(new Map([...syntaxRules, ...loadFlowRules()].map(info => [info.id, info])))
}
