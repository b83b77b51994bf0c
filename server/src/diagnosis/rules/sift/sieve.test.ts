import { openGrammars } from '../../../syntax/open-grammars.ts'
import { openSubject } from '../../subject.ts'
import { loadAstGrep, type AstGrep, type SgNode } from '../ast-grep.ts'
import { compileRule, type CompiledRule } from '../compile-rule.ts'
import { loadPack } from '../load-rules.ts'
import { identifiersOf, ruleLanguages, type RuleLanguage } from '../rule-languages.ts'
import { ruleSetOf, type Rule } from '../rule-set.ts'
import { parseYaml } from '../yaml-documents.ts'
import { createSieve } from './sieve.ts'

const { rules, cases } = loadPack()
const open = openGrammars(process.env)

let astGrep: AstGrep
beforeAll(async () => {
  astGrep = await loadAstGrep()
})

const sifted = ruleLanguages.filter(language => !['csharp', 'kotlin', 'css', 'html'].includes(language))

describe.each(sifted)('%s', language => {
  test('no rule that finds something in any case is sifted out, whatever is cut off the case', async () => {
    const own = compiled(rules, language)
    const sieve = createSieve(
      own.map(({ parts }) => parts),
      language,
      astGrep,
    )
    expect(sieve).not.toBeNull()
    let found = 0
    let left = 0
    for (const code of codesOf(language).flatMap(whole => [whole, whole.slice(0, whole.length * 0.7)])) {
      const subject = await openSubject({ path: '/a', languageId: identifiersOf(language)[0] ?? '', text: code }, open)
      const root = astGrep.parse(language, code)?.root()
      if (!root || !subject.syntax || !sieve) throw new Error('The code could not be read.')
      const candidates = [...own.entries()].filter(([, { words }]) =>
        words.every(clause => clause.some(word => code.includes(word))),
      )
      const finding = candidates.flatMap(([index, { config }]) => (root.findAll(config).length > 0 ? [index] : []))
      const sieved = sieve.sift(
        code,
        subject.syntax.tree.rootNode,
        candidates.map(([index]) => index),
      )
      subject.close()
      expect({
        code,
        missed: finding.filter(index => !sieved.includes(index)).map(index => own[index]?.rule.id),
      }).toEqual({
        code,
        missed: [],
      })
      found += finding.length
      left += sieved.length
    }
    // It would be right to leave them all, and useless.
    expect(left).toBeLessThan(found * 2 + 10)
  })

  test('trees are the same as those of ast-grep', async () => {
    for (const code of codesOf(language)) {
      const subject = await openSubject({ path: '/a', languageId: identifiersOf(language)[0] ?? '', text: code }, open)
      const ours: string[] = []
      const visit = (node: NonNullable<typeof subject.syntax>['tree']['rootNode']): void => {
        ours.push(`${node.type} ${node.startIndex} ${node.endIndex}`)
        node.children.forEach(visit)
      }
      if (subject.syntax) visit(subject.syntax.tree.rootNode)
      subject.close()
      expect(ours).toEqual(nodesOf(astGrep.parse(language, code)?.root()))
    }
  })
})

function compiled(of: readonly Rule[], language: RuleLanguage): CompiledRule[] {
  return of
    .filter(({ ruleLanguages: own }) => own.includes(language))
    .map(rule => compileRule(rule, language, astGrep))
    .filter(made => typeof made !== 'string')
}

/** The cases of all rules of a language. */
function codesOf(language: RuleLanguage): string[] {
  const ids = new Set(rules.filter(({ ruleLanguages: own }) => own.includes(language)).map(({ id }) => id))
  return [...new Set(cases.filter(({ id }) => ids.has(id)).flatMap(({ valid, invalid }) => [...valid, ...invalid]))]
}

function nodesOf(node: SgNode | undefined): string[] {
  if (!node) return []
  const { start, end } = node.range()
  return [`${String(node.kind())} ${start.index} ${end.index}`, ...node.children().flatMap(nodesOf)]
}

/** Which of some rules for TypeScript may find something, by their ids. */
async function siftedIds(yaml: string, text: string): Promise<string[]> {
  const made = compiled(
    ruleSetOf({ files: [{ path: 'r.yml', documents: parseYaml(yaml) }], problems: [] }, null).rules,
    'typescript',
  )
  const subject = await openSubject({ path: '/a.ts', languageId: 'typescript', text }, open)
  const sieve = createSieve(
    made.map(({ parts }) => parts),
    'typescript',
    astGrep,
  )
  const root = subject.syntax?.tree.rootNode
  const left = root && sieve ? sieve.sift(text, root, [...made.keys()]) : []
  subject.close()
  return left.map(index => made[index]?.rule.id ?? '')
}

function ruleOf(rule: string, more = ''): string {
  return `id: r\nlanguage: ts\nrule: ${rule}\n${more}`
}

test.each([
  ['a variable that stands for two nodes', '{ pattern: $A == $A }', 'a == a', 'a == b'],
  [
    'a variable of two patterns',
    '{ pattern: f($A), inside: { stopBy: end, kind: statement_block, has: { pattern: $A = 1, stopBy: end } } }',
    '{ a = 1; f(a) }',
    '{ b = 1; f(a) }',
  ],
  ['any number of arguments', '{ pattern: "f($$$, x)" }', 'f(1, 2, x)', 'f(1, x, 2)'],
  ['a field', '{ kind: call_expression, has: { field: function, regex: ^f$ } }', 'f(1)', 'g(f)'],
  ['a place among siblings', '{ kind: number, nthChild: { position: 1, reverse: true } }', 'f(a, 1)', 'f(1, a)'],
  ['what is before', '{ kind: number, follows: { kind: identifier, stopBy: end } }', 'f(a, 1)', 'f(1, a)'],
  [
    'what must not be',
    '{ kind: call_expression, not: { has: { kind: arguments, has: { kind: number } } } }',
    'f(a)',
    'f(1)',
  ],
  [
    'where looking ends',
    '{ kind: number, inside: { kind: class_body, stopBy: { kind: statement_block } } }',
    'class A { a = 1 }',
    'class A { a() { return 1 } }',
  ],
])('%s is told apart', async (_, rule, found, other) => {
  expect(await siftedIds(ruleOf(rule), found)).toEqual(['r'])
  expect(await siftedIds(ruleOf(rule), other)).toEqual([])
})

test('a constraint holds for what is captured, and not for what is only looked at', async () => {
  const constraints = 'constraints: { A: { regex: ^a$ } }\n'
  expect(await siftedIds(ruleOf('{ pattern: f($A) }', constraints), 'f(b)')).toEqual([])
  expect(await siftedIds(ruleOf('{ pattern: f($A) }', constraints), 'f(a)')).toEqual(['r'])
  const inNot = '{ kind: call_expression, not: { has: { pattern: g($A), stopBy: end } } }'
  expect(await siftedIds(ruleOf(inNot, constraints), 'f(g(b))')).toEqual(['r'])
})

test('what is not understood is left to ast-grep', async () => {
  expect(await siftedIds(ruleOf(`{ kind: number, regex: '\\p{Nd}' }`), 'f(1)')).toEqual(['r'])
  expect(await siftedIds(ruleOf(`{ kind: string, regex: ^'\\w+'$ }`), `f('é')`)).toEqual(['r'])
  expect(await siftedIds(ruleOf('{ kind: number, nthChild: 2n }'), 'f(1)')).toEqual(['r'])
})
