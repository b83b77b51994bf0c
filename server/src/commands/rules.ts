import fs from 'node:fs'
import path from 'node:path'
import { loadAstGrep } from '../diagnosis/rules/ast-grep.ts'
import { loadPack } from '../diagnosis/rules/load-rules.ts'
import { readRuleFolder } from '../diagnosis/rules/rule-set.ts'
import { runCases, type CaseReport } from '../diagnosis/rules/run-cases.ts'
import { UsageError } from './report-error.ts'

/** `rules test`: runs the cases of our own rules, or of those in a folder. 1 if one of them fails. */
export async function runRulesTest(folder: string | undefined): Promise<number> {
  if (folder !== undefined && !fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`${folder} is no folder.`, 'Give the folder that the rules and their cases are in.')
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
