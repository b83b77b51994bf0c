import { loadCatalog } from '../catalog.ts'
import { loadRules } from './load-rules.ts'
import type { RulePage } from './rule-page.ts'

/** What there is to tell of every rule: our own, and those in folders beside them. */
export async function loadRulePages(ruleFolders: readonly string[]): Promise<RulePage[]> {
  const catalog = await loadCatalog({ ruleFolders })
  const patterns = new Map(loadRules(ruleFolders).rules.map(rule => [rule.id, rule]))
  return [...catalog.values()].map(info => {
    const pattern = patterns.get(info.id)
    return { info, hasFix: pattern ? pattern.fix !== undefined && pattern.rewriters === undefined : null }
  })
}
