import type { AstGrep, SgNode } from './ast-grep.ts'
import { compileRule, type CompiledRule } from './compile-rule.ts'
import { replacementsOf } from './rule-fix.ts'
import type { RuleCases } from './rule-file.ts'
import type { RuleLanguage } from './rule-languages.ts'
import type { Rule } from './rule-set.ts'

/** A fix whose result is found again would otherwise go on for ever. */
const mostFixes = 20

/** What a rule does with its cases. */
export interface CaseReport {
  rule: Rule
  passed: number
  /** What is wrong, with the case that shows it. */
  failures: { what: string; language: RuleLanguage; code: string }[]
  warnings: string[]
}

/**
 * Runs the cases of a rule, and its two examples, in each of its languages in which they can be read: what is valid must not be
 * found, what is invalid must, and a fix must leave code that can be read and has one finding less.
 */
export function runCases(rule: Rule, cases: readonly RuleCases[], astGrep: AstGrep): CaseReport {
  const report: CaseReport = { rule, passed: 0, failures: [], warnings: [] }
  const own = cases.filter(({ id }) => id === rule.id)
  const { bad, good } = rule.metadata ?? {}
  const valid = [...own.flatMap(set => set.valid), ...(good === undefined ? [] : [good])]
  const invalid = [...own.flatMap(set => set.invalid), ...(bad === undefined ? [] : [bad])]
  const compiled = new Map<RuleLanguage, CompiledRule>()
  for (const language of rule.ruleLanguages) {
    const made = compileRule(rule, language, astGrep)
    if (typeof made === 'string') report.failures.push({ what: made, language, code: '' })
    else {
      compiled.set(language, made)
      report.warnings.push(...made.warnings)
    }
  }
  const fail = (what: string, language: RuleLanguage, code: string): unknown =>
    report.failures.push({ what, language, code })
  const each = (
    codes: readonly string[],
    check: (code: string, made: CompiledRule, language: RuleLanguage) => boolean,
  ) => {
    for (const code of codes) {
      const readable = [...compiled].filter(([language]) => errorsIn(rootOf(code, language)) === 0)
      for (const [language, made] of readable.length > 0 ? readable : [...compiled].slice(0, 1))
        if (check(code, made, language)) report.passed++
    }
  }
  each(valid, (code, made, language) => {
    const found = find(made, code, language)
    if (found.length === 0) return true
    fail('A valid case is found', language, code)
    return false
  })
  each(invalid, (code, made, language) => {
    const matches = find(made, code, language)
    if (matches.length === 0) {
      fail('An invalid case is not found', language, code)
      return false
    }
    if (!hasWords(made, code)) {
      fail('An invalid case lacks the words that the rule is said to need: a defect of Wayline', language, code)
      return false
    }
    const what = matches.map(match => brokenFix(made, match, matches.length, code, language)).find(Boolean)
    if (what) fail(what, language, code)
    return !what
  })
  for (const { before, after } of own.flatMap(set => set.fixed)) {
    each([before], (code, made, language) => {
      const mended = mendedBy(made, code, language)
      if (mended === after) return true
      fail(`The fix makes of it:\n${mended}\nand not what is expected of`, language, code)
      return false
    })
  }
  return report

  function rootOf(code: string, language: RuleLanguage): SgNode | null {
    return astGrep.parse(language, code)?.root() ?? null
  }

  function find({ config }: CompiledRule, code: string, language: RuleLanguage): SgNode[] {
    return rootOf(code, language)?.findAll(config) ?? []
  }

  /** With everything mended that can be, from the end on. */
  function mendedBy(made: CompiledRule, code: string, language: RuleLanguage): string {
    let text = code
    for (let step = 0; step < mostFixes; step++) {
      const [replacement] = find(made, text, language)
        .reverse()
        .flatMap(match => replacementsOf(rule, match, text).slice(0, 1))
      if (!replacement) break
      text = text.slice(0, replacement.start) + replacement.newText + text.slice(replacement.end)
    }
    return text
  }

  function brokenFix(
    made: CompiledRule,
    match: SgNode,
    count: number,
    code: string,
    language: RuleLanguage,
  ): string | null {
    for (const { title, start, end, newText } of replacementsOf(rule, match, code)) {
      const fixed = code.slice(0, start) + newText + code.slice(end)
      const shown = `its fix (${title}) makes of it:\n${fixed}\nOf`
      if (errorsIn(rootOf(fixed, language)) > errorsIn(rootOf(code, language)))
        return `The code can no longer be read after ${shown}`
      if (find(made, fixed, language).length >= count) return `The finding stays after ${shown}`
    }
    return null
  }
}

function hasWords({ words }: CompiledRule, code: string): boolean {
  return words.every(clause => clause.some(word => code.includes(word)))
}

function errorsIn(root: SgNode | null): number {
  return root === null ? 1 : root.findAll({ rule: { kind: 'ERROR' } }).length
}
