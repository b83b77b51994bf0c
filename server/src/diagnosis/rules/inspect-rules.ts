import { loadAstGrep } from './ast-grep.ts'
import { compileRule } from './compile-rule.ts'
import { readRuleFolder, type Rule } from './rule-set.ts'
import type { Problem } from './yaml-documents.ts'

/** What is wrong with the rules of a folder: files that are no rules, and rules that ast-grep does not take. */
export async function problemsOfRules(folder: string): Promise<Problem[]> {
  const { rules, problems } = readRuleFolder(folder)
  if (rules.length === 0) return problems
  const astGrep = await loadAstGrep().catch(() => null)
  // Without the library no rule is used at all, which is said elsewhere.
  if (astGrep === null) return problems
  const refused = rules.flatMap(rule =>
    rule.ruleLanguages.flatMap((language): Problem[] => {
      if (!astGrep.languages.has(language))
        return [
          { file: rule.path, reason: `There is no grammar for ${language} on this computer.`, isUnsupported: true },
        ]
      const compiled = compileRule(rule, language, astGrep)
      return typeof compiled === 'string' ? [{ file: ruleName(rule), reason: compiled }] : []
    }),
  )
  return [...problems, ...refused]
}

/** As it is told. */
export function problemText({ file, reason }: Problem): string {
  return `${file} is left out. ${reason}`
}

/** A rule and where it stands, in a sentence. */
export function ruleName({ id, path }: Rule): string {
  return `The rule ${id} (${path})`
}
