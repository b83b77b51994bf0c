import path from 'node:path'
import type { Finder } from '../diagnose-file.ts'
import { commentPrefix } from '../../syntax/comment-prefix.ts'
import { loadAstGrep, type AstGrep } from './ast-grep.ts'
import { loadPack } from './load-rules.ts'
import { createRuleFinder } from './rule-finder.ts'
import { severityOf } from './rule-file.ts'
import { identifiersOf, type RuleLanguage } from './rule-languages.ts'
import type { Rule } from './rule-set.ts'
import { runCases } from './run-cases.ts'
import { subjectOf } from './subject-fixture.ts'

const { rules, cases, problems } = loadPack()
const byId = rules.map(rule => [rule.id, rule] as const)

let astGrep: AstGrep
beforeAll(async () => {
  astGrep = await loadAstGrep()
})

test('every file of the pack is a rule, or cases of one', () => {
  expect(problems).toEqual([])
  expect(rules.length).toBeGreaterThan(150)
  const ids = new Set(rules.map(({ id }) => id))
  expect(cases.filter(({ id }) => !ids.has(id)).map(({ path: file }) => file)).toEqual([])
})

describe.each(byId)('%s', (id, rule) => {
  const own = cases.filter(set => set.id === id)

  test('passes its cases, and its fix mends them', () => {
    const { failures, passed } = runCases(rule, cases, astGrep)
    expect(failures).toEqual([])
    expect(passed).toBeGreaterThan(0)
  })

  test('says all that there is to say of it, where it belongs', () => {
    const { title, cwe, category, bad, good } = rule.metadata ?? {}
    expect(path.posix.basename(rule.path)).toBe(`${id}.yml`)
    expect(id.startsWith(`${path.posix.basename(path.posix.dirname(rule.path))}-`)).toBe(true)
    for (const text of [title, rule.message, rule.note, bad, good]) expect(text).toMatch(/\S/)
    expect(rule.message).toMatch(/[.?!]$/)
    expect(severityOf(rule)).not.toBeNull()
    expect((cwe ?? []).length > 0 || category !== undefined).toBe(true)
    expect(own.flatMap(({ valid }) => valid)).not.toEqual([])
    expect(own.flatMap(({ invalid }) => invalid)).not.toEqual([])
    const isMended = own.some(({ fixed }) => fixed.length > 0)
    expect(isMended).toBe(rule.fix !== undefined)
  })

  test('is found once the good example is changed into the bad one, also beside text that is not ASCII', () => {
    const { bad = '', good = '' } = rule.metadata ?? {}
    expect(foundIn(rule, good)).toEqual([])
    const found = foundIn(rule, bad)
    expect(found).not.toEqual([])
    expect(foundIn(rule, bad, { isAscii: false })).toEqual(found)
    expect(foundIn(rule, good, { isAscii: false })).toEqual([])
  })
})

const finders = new Map<RuleLanguage, Finder>()

/** Where the finder, with all rules of the language, finds this one. */
function foundIn(rule: Rule, code: string, { isAscii = true } = {}): unknown[] {
  const [language] = rule.ruleLanguages
  const [languageId = ''] = identifiersOf(language)
  const text = isAscii ? code : `${code.trimEnd()}\n${commentPrefix(languageId) ?? '//'} Grüße 😀\n`
  const options = { rules, astGrep, overrides: {}, roots: [], log: () => undefined }
  const finder = finders.get(language) ?? createRuleFinder(options)
  finders.set(language, finder)
  const findings = finder.find(subjectOf(text, languageId))
  if (!Array.isArray(findings)) throw new Error('The finder answers at once.')
  return findings.filter(finding => finding.rule === rule.id).map(({ range }) => range)
}
