import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { readRuleFolder, ruleSetOf, type Rule, type RuleSet } from './rule-set.ts'
import { readYamlFolder, type Problem, type ReadYaml } from './yaml-documents.ts'

const packSchema = z.array(z.object({ path: z.string(), documents: z.array(z.unknown()) }))

/** All rules that there are for a run. */
export interface LoadedRules {
  rules: Rule[]
  problems: Problem[]
  /** Which rules take the place of others, a sentence each. */
  notices: string[]
}

/** Our own pack and the folders beside it. Of two rules with one name the folder's counts, the last folder's first; a notice says so. */
export function loadRules(folders: readonly string[]): LoadedRules {
  const sets = folders.map(readRuleFolder)
  const rules = new Map(loadPack().rules.map(rule => [rule.id, rule]))
  const own = new Set(rules.keys())
  const notices: string[] = []
  for (const rule of sets.flatMap(set => set.rules)) {
    const before = rules.get(rule.id)
    if (before && before.path !== rule.path)
      notices.push(
        `The rule ${rule.id} of ${rule.path} takes the place of ${own.has(rule.id) ? "Wayline's own" : `the one of ${before.path}`}.`,
      )
    own.delete(rule.id)
    rules.set(rule.id, rule)
  }
  return { rules: [...rules.values()], problems: sets.flatMap(set => set.problems), notices }
}

/** Our own rules and their cases. */
export function loadPack(): RuleSet {
  return ruleSetOf(readPack(), null)
}

/** The build puts all of it into one file, which is read in a tenth of the time; without a build it is a folder. */
function readPack(): ReadYaml {
  const here = path.dirname(fileURLToPath(import.meta.url))
  const built = path.join(here, 'rule-pack.json')
  if (!fs.existsSync(built)) return readYamlFolder(path.join(here, 'pack'))
  return { files: packSchema.parse(JSON.parse(fs.readFileSync(built, 'utf8'))), problems: [] }
}
