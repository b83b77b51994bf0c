import fs from 'node:fs'
import path from 'node:path'
import { loadAstGrep } from '../diagnosis/rules/ast-grep.ts'
import { loadPack } from '../diagnosis/rules/load-rules.ts'
import { readRuleFolder } from '../diagnosis/rules/rule-set.ts'
import { rulePage } from '../diagnosis/rules/rule-page.ts'
import { loadRulePages } from '../diagnosis/rules/rule-pages.ts'
import { identifiersOf, ruleLanguageOf } from '../diagnosis/rules/rule-languages.ts'
import { runCases, type CaseReport } from '../diagnosis/rules/run-cases.ts'
import { UsageError } from './report-error.ts'

export interface RulesListOptions {
  language?: string
  json?: boolean
  /** Folders of rules beside our own. */
  rules?: string[]
}

export interface RulesExplainOptions {
  json?: boolean
  rules?: string[]
}

/** `rules list`: every rule, one a line. */
export function runRulesList({ language: name, json, rules = [] }: RulesListOptions): number {
  const alias = name === undefined ? null : ruleLanguageOf(name)
  const language = alias ? identifiersOf(alias)[0] : name
  const pages = loadRulePages(foldersOf(rules))
  const languages = [...new Set(pages.flatMap(({ info }) => info.languages))].sort()
  if (language !== undefined && !languages.includes(language))
    throw new UsageError(`There is no rule for ${language} alone.`, `There are some for ${languages.join(', ')}.`)
  const wanted = pages
    .filter(({ info }) => language === undefined || info.languages.length === 0 || info.languages.includes(language))
    .sort((a, b) => (a.info.id < b.info.id ? -1 : 1))
  if (json) {
    const list = wanted.map(({ info, hasFix }) => ({ ...info, hasFix }))
    process.stdout.write(`${JSON.stringify(list, null, 2)}\n`)
    return 0
  }
  const width = Math.max(0, ...wanted.map(({ info }) => info.id.length))
  const lines = wanted.map(({ info }) => `${info.id.padEnd(width)}  ${info.severity.padEnd(11)}  ${info.title}`)
  process.stdout.write(`${lines.join('\n')}\n${wanted.length} rules. \`wayline rules explain ID\` tells more.\n`)
  return 0
}

/** `rules explain`: all there is to say of one rule, in Markdown. */
export function runRulesExplain(id: string, { json, rules = [] }: RulesExplainOptions): number {
  const pages = loadRulePages(foldersOf(rules))
  const page = pages.find(({ info }) => info.id === id)
  if (!page)
    throw new UsageError(
      `There is no rule ${id}.`,
      nearTo(
        id,
        pages.map(({ info }) => info.id),
      ),
    )
  const { info, hasFix } = page
  process.stdout.write(json ? `${JSON.stringify({ ...info, hasFix }, null, 2)}\n` : rulePage(page))
  return 0
}

/** `rules test`: runs the cases of our own rules, or of those in a folder. 1 if one of them fails. */
export async function runRulesTest(folder: string | undefined): Promise<number> {
  if (folder !== undefined) requireFolder(folder)
  const astGrep = await loadAstGrep()
  if (astGrep.whatIsMissing !== null) process.stderr.write(`${astGrep.whatIsMissing}\n`)
  const { rules, cases, problems } = folder === undefined ? loadPack() : readRuleFolder(path.resolve(folder))
  let failed = problems.length
  let passed = 0
  for (const { file, reason } of problems) process.stdout.write(`${shown(file)}: ${reason}\n`)
  for (const { id, path: file } of cases) {
    if (rules.some(rule => rule.id === id)) continue
    process.stdout.write(`${shown(file)}: There is no rule ${id}.\n`)
    failed++
  }
  for (const rule of rules) {
    const report = runCases(rule, cases, astGrep)
    passed += report.passed
    failed += report.failures.length
    process.stdout.write(reportText(report))
  }
  process.stdout.write(`${rules.length} rules, ${passed} cases passed, ${failed} failed\n`)
  return failed === 0 ? 0 : 1
}

function foldersOf(folders: readonly string[]): string[] {
  return folders.map(folder => {
    requireFolder(folder)
    return path.resolve(folder)
  })
}

function requireFolder(folder: string): void {
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  throw new UsageError(`${folder} is no folder.`, 'Give the folder that the rules are in.')
}

/** Names that have most of their words in common with one that is not there. */
function nearTo(id: string, ids: readonly string[]): string {
  const words = new Set(id.toLowerCase().split('-'))
  const shared = (candidate: string): number => candidate.split('-').filter(word => words.has(word)).length
  const near = ids.filter(candidate => shared(candidate) >= 2).sort((a, b) => shared(b) - shared(a))
  const [all, some] = ['`wayline rules list` names them all.', near.slice(0, 3).join(', ')]
  return some === '' ? all : `Did you mean ${some}? ${all}`
}

function reportText({ rule, failures, warnings, passed }: CaseReport): string {
  const lines = failures.map(
    ({ what, language, code }) => `${rule.id} (${language}): ${what}${code === '' ? '' : `:\n${indented(code)}`}`,
  )
  lines.push(...warnings.map(warning => `${rule.id}: warning: ${warning}`))
  if (passed === 0 && failures.length === 0) lines.push(`${rule.id}: warning: It has no cases.`)
  return lines.map(line => `${line}\n`).join('')
}

function indented(code: string): string {
  return code.trimEnd().replaceAll(/^/gm, '    ')
}

function shown(file: string): string {
  const relative = path.relative('', file)
  return relative.startsWith('..') ? file : relative
}
