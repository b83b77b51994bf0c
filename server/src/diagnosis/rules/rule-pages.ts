import { catalogOf } from '../catalog.ts'
import { loadRules } from './load-rules.ts'
import type { RulePage } from './rule-page.ts'

/** What there is to tell of every rule: our own, and those in folders beside them. */
export function loadRulePages(ruleFolders: readonly string[]): RulePage[] {
  const { rules } = loadRules(ruleFolders)
  const patterns = new Map(rules.map(rule => [rule.id, rule]))
  return [...catalogOf(rules).values()].map(info => {
    const pattern = patterns.get(info.id)
    return { info, hasFix: pattern ? pattern.fix !== undefined && pattern.rewriters === undefined : null }
  })
}
