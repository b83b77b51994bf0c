import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readRuleFolder } from './rule-set.ts'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-rules-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

function write(name: string, text: string): void {
  const file = path.join(folder, name)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
}

const rule = (id: string, more = ''): string => `id: ${id}\nlanguage: ts\nrule:\n  pattern: f($A)\n${more}`

test('a plain rule of ast-grep is read, several to a file', () => {
  write('two.yml', `${rule('one')}---\n${rule('two', 'severity: warning\nmessage: m\n')}`)
  const { rules, problems } = readRuleFolder(folder)
  expect(problems).toEqual([])
  expect(rules.map(({ id, severity, ruleLanguages }) => [id, severity, ruleLanguages])).toEqual([
    ['one', 'hint', ['typescript']],
    ['two', 'warning', ['typescript']],
  ])
})

test('cases are told from rules', () => {
  write('one.yml', rule('one'))
  write('tests/one-test.yml', 'id: one\nvalid: [g(1)]\ninvalid: [f(1)]\n')
  const { rules, cases, problems } = readRuleFolder(folder)
  expect([rules.length, cases.length, problems]).toEqual([1, 1, []])
})

test('a project of ast-grep has its rules and utilities where its file says', () => {
  write('sgconfig.yml', 'ruleDirs: [rules]\nutilDirs: [utils]\n')
  write('rules/one.yml', rule('one'))
  write('elsewhere/two.yml', rule('two'))
  write('utils/call.yml', 'id: is-call\nlanguage: ts\nrule: { kind: call_expression }\n')
  const { rules } = readRuleFolder(folder)
  expect(rules.map(({ id, utilities }) => [id, utilities.map(utility => utility.id)])).toEqual([['one', ['is-call']]])
})

test.each([
  ['is no YAML', 'rule: [', /flow sequence/i],
  ['has no id', 'language: ts\nrule: { kind: x }\n', /`id`/],
  ['has no rule', 'id: a\nlanguage: ts\n', /`rule`/],
  ['is for a language without a grammar', 'id: a\nlanguage: Cobol\nrule: { kind: x }\n', /no grammar for Cobol/],
  ['unfolds without end', `a: &a [x, x, x, x, x, x, x, x, x, x]\n${bomb()}`, /alias/i],
])('a file that %s is named and left out, the others are read', (_what, text, reason) => {
  write('bad.yml', text)
  write('good.yml', rule('good'))
  const { rules, problems } = readRuleFolder(folder)
  expect(rules.map(({ id }) => id)).toEqual(['good'])
  expect(problems.map(({ file }) => path.basename(file))).toEqual(['bad.yml'])
  expect(problems[0]?.reason).toMatch(reason)
})

test('of two rules with one name the first counts, and the other is named', () => {
  write('a.yml', rule('same'))
  write('b.yml', rule('same', 'message: other\n'))
  const { rules, problems } = readRuleFolder(folder)
  expect(rules.map(({ message }) => message)).toEqual([undefined])
  expect(problems.map(({ reason }) => reason)).toEqual([expect.stringContaining('a.yml already')])
})

test('a folder that is not there is a problem, no failure', () => {
  expect(readRuleFolder(path.join(folder, 'none')).problems).toHaveLength(1)
})

/** Each line names the one before ten times. */
function bomb(): string {
  const names = 'abcdefghij'.split('')
  return names
    .slice(1)
    .map(
      (name, index) => `${name}: &${name} [${Array.from({ length: 10 }, () => `*${names[index] ?? ''}`).join(', ')}]\n`,
    )
    .join('')
}
