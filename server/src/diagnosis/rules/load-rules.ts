import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { readRuleFolder, ruleSetOf, type Rule, type RuleSet } from './rule-set.ts'
import { readYamlFolder, type Problem, type ReadYaml } from './yaml-documents.ts'

const packSchema = z.array(z.object({ path: z.string(), documents: z.array(z.unknown()) }))

/** Our own pack and the folders beside it. Of two rules with one name the folder's counts, the last folder's first. */
export function loadRules(folders: readonly string[]): { rules: Rule[]; problems: Problem[] } {
  const sets = [loadPack(), ...folders.map(readRuleFolder)]
  const rules = new Map(sets.flatMap(set => set.rules).map(rule => [rule.id, rule]))
  return { rules: [...rules.values()], problems: sets.flatMap(set => set.problems) }
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
