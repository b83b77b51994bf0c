import { parseYaml } from './yaml-documents.ts'
import { loadAstGrep, type AstGrep } from './ast-grep.ts'
import { createRuleFinder, type RuleFinderOptions } from './rule-finder.ts'
import { ruleSetOf, type Rule } from './rule-set.ts'
import { subjectOf } from './subject-fixture.ts'
import { applyFix } from '../fixes/apply-fix.ts'
import type { Finding } from '../finding.ts'

let astGrep: AstGrep
let logged: string[]
beforeAll(async () => {
  astGrep = await loadAstGrep()
})
beforeEach(() => {
  logged = []
})

function rulesOf(yaml: string): Rule[] {
  const { rules, problems } = ruleSetOf({ files: [{ path: 'r.yml', documents: parseYaml(yaml) }], problems: [] }, null)
  expect(problems).toEqual([])
  return rules
}

async function find(
  yaml: string,
  text: string,
  {
    languageId = 'typescript',
    path,
    ...more
  }: Partial<RuleFinderOptions> & { languageId?: string; path?: string } = {},
): Promise<Finding[]> {
  const log = (message: string): unknown => logged.push(message)
  const finder = createRuleFinder({ rules: rulesOf(yaml), astGrep, overrides: {}, roots: ['/project'], log, ...more })
  return finder.find(subjectOf(text, languageId, path))
}

async function fixed(yaml: string, text: string): Promise<string | null> {
  const [finding] = await find(yaml, text)
  const [fix] = finding?.fixes ?? []
  return fix ? applyFix(text, fix) : null
}

const call = 'id: no-f\nlanguage: ts\nseverity: warning\nmessage: f of $A\nrule: { pattern: f($A) }\n'

test('a finding is where the code stands, in UTF-16 units, behind characters of two units and after CRLF', async () => {
  const [finding] = await find(call, 'const a = 1\r\nconst b = "😀é"; f(x)\r\n')
  expect(finding?.range).toEqual({ start: { line: 1, character: 17 }, end: { line: 1, character: 21 } })
})

test('a message has the texts of its variables, on one line and not at length', async () => {
  const [finding] = await find(call, `f({\n  a: '${'x'.repeat(100)}',\n})`)
  expect(finding?.message).toMatch(/^f of \{ a: 'x+…$/)
})

test('a rule that has been given another severity has it, and one that is off finds nothing', async () => {
  expect((await find(call, 'f(1)', { overrides: { 'no-f': 'error' } }))[0]?.severity).toBe('error')
  expect(await find(call, 'f(1)', { overrides: { 'no-f': 'off' } })).toEqual([])
})

test('files and ignores are globs from the folder of the workspace on', async () => {
  const limited = `${call}files: ['src/**']\nignores: ['**/*.gen.ts']\n`
  expect(await find(limited, 'f(1)', { path: '/project/src/a/b.ts' })).toHaveLength(1)
  expect(await find(limited, 'f(1)', { path: '/project/src/b.gen.ts' })).toEqual([])
  expect(await find(limited, 'f(1)', { path: '/project/test/b.ts' })).toEqual([])
})

test('a rule for TypeScript does not look at JavaScript, unless it names both', async () => {
  expect(await find(call, 'f(1)', { languageId: 'javascript' })).toEqual([])
  const both = `${call}metadata: { languages: [javascript, typescript, tsx] }\n`
  for (const languageId of ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'])
    expect(await find(both, 'f(1)', { languageId })).toHaveLength(1)
})

test('rules that hold for one node are all found, each with its own variables', async () => {
  const second = 'id: no-1\nlanguage: ts\nmessage: one\nrule: { pattern: $F(1) }\nconstraints: { F: { regex: ^f$ } }\n'
  const found = await find(`${call}---\n${second}`, 'f(1); g(1); f(2)')
  expect(found.map(({ rule, range }) => [rule, range.start.character])).toEqual([
    ['no-f', 0],
    ['no-f', 12],
    ['no-1', 0],
  ])
})

test('utilities of the same name in two rules do not get mixed up', async () => {
  const using = (id: string, regex: string): string =>
    `id: ${id}\nlanguage: ts\nmessage: m\nrule: { kind: identifier, matches: name }\nutils: { name: { regex: ${regex} } }\n`
  const found = await find(`${using('a', '^aaa$')}---\n${using('b', '^bbb$')}`, 'aaa; bbb')
  expect(found.map(({ rule, range }) => [rule, range.start.character])).toEqual([
    ['a', 0],
    ['b', 5],
  ])
})

test('a rule that ast-grep does not take is named with the reason, and the others work', async () => {
  const found = await find(`id: bad\nlanguage: ts\nrule: { kind: nonsense }\n---\n${call}`, 'f(1)')
  expect(found.map(({ rule }) => rule)).toEqual(['no-f'])
  expect(logged).toEqual([expect.stringMatching(/bad \(r\.yml\) is left out\. .*Kind `nonsense` is invalid/)])
})

test('a pattern that is no complete piece of code is said to be none', async () => {
  await find('id: half\nlanguage: ts\nrule: { pattern: "f(" }\n', 'f(1)')
  expect(logged).toEqual([expect.stringMatching(/half .*"f\(" is no complete piece of typescript/)])
})

test('a pattern of PHP is code, as ast-grep has it', async () => {
  const php = 'id: p\nlanguage: php\nmessage: m\nrule: { pattern: "eval($X)" }\n'
  expect(await find(php, '<?php $a = eval($b); ?> eval($c)', { languageId: 'php' })).toHaveLength(1)
})

test('a file that took too long to read is left alone', async () => {
  const finder = createRuleFinder({ rules: rulesOf(call), astGrep, overrides: {}, roots: [], log: () => undefined })
  expect(await finder.find({ ...subjectOf('f(1)', 'typescript'), grammarName: 'typescript' })).toEqual([])
})

test('a fix is put together from what was captured, and keeps the indentation of the place', async () => {
  const yaml = 'id: a\nlanguage: ts\nrule: { pattern: "f($$$ARGS)" }\nfix: |-\n  g(\n    $$$ARGS\n  )\n'
  expect(await fixed(yaml, 'if (x) {\n  f(1, {\n    a\n  })\n}\n')).toBe(
    'if (x) {\n  g(\n    1, {\n      a\n    }\n  )\n}\n',
  )
})

test('a string in several lines that was captured stays as it is', async () => {
  expect(await fixed(`${call}fix: g($A)\n`, '  f(`a\nb\n  c`)\n')).toBe('  g(`a\nb\n  c`)\n')
})

test('a fix takes the siblings along that it says', async () => {
  const yaml =
    "id: a\nlanguage: ts\nrule: { kind: pair, has: { field: key, regex: ^old$ } }\nfix: { template: '', expandEnd: { regex: ',' } }\n"
  expect(await fixed(yaml, 'f({old: 1, new: 2})')).toBe('f({ new: 2})')
  expect(await fixed(yaml, 'f({new: 2, old: 1})')).toBe('f({new: 2, })')
})

test('a fix may use what a transformation makes', async () => {
  const yaml =
    'id: a\nlanguage: ts\nrule: { pattern: f($A) }\ntransform: { B: { replace: { source: $A, replace: ^old, by: new } } }\nfix: g($B)\n'
  expect(await fixed(yaml, 'f(oldName)')).toBe('g(newName)')
})

describe('what is transformed', () => {
  const yaml =
    "id: a\nlanguage: ts\nrule: { pattern: $WHOLE, kind: call_expression, regex: '^old' }\ntransform: { MENDED: { replace: { source: $WHOLE, replace: ^old, by: new } } }\nfix: $MENDED\n"

  test('keeps the indentation of its lines', async () => {
    expect(await fixed(yaml, 'if (x) {\n  old({\n    a\n  })\n}\n')).toBe('if (x) {\n  new({\n    a\n  })\n}\n')
  })

  test('keeps the indentation of its lines where it is of tabs', async () => {
    expect(await fixed(yaml, 'if (x) {\n\told({\n\t\ta\n\t})\n}\n')).toBe('if (x) {\n\tnew({\n\t\ta\n\t})\n}\n')
  })

  test('keeps lines that hold nothing', async () => {
    expect(await fixed(yaml, '  old(\n\n    a)\n')).toBe('  new(\n\n    a)\n')
  })

  test('is no fix where a string in several lines would be indented', async () => {
    expect(await fixed(yaml, '  old(`a\nb\n  c`)\n')).toBeNull()
    expect(await fixed(yaml, 'old(`a\nb\n  c`)\n')).toBe('new(`a\nb\n  c`)\n')
  })

  test('is no fix where it changes nothing', async () => {
    const other = yaml.replace('replace: ^old', 'replace: ^older')
    expect(await fixed(other, 'old(1)')).toBeNull()
    expect(await fixed(other, 'older(1)')).toBe('new(1)')
  })
})

test('a fix never takes a comment along', async () => {
  expect(await fixed(`${call}fix: g($A)\n`, 'f(/* why */ 1)')).toBeNull()
  expect(await fixed(`${call}fix: g($A)\n`, "f('// 1')")).toBe("g('// 1')")
})

test('a fix that needs what is not there is not offered', async () => {
  const yaml =
    'id: a\nlanguage: ts\nrule:\n  pattern: f($A)\n  any: [{ inside: { stopBy: end, kind: program, has: { kind: import_statement, pattern: $IMPORT } } }, { kind: call_expression }]\nfix: g($A)\nmetadata: { fix-needs: IMPORT }\n'
  expect(await fixed(yaml, 'f(1)')).toBeNull()
  expect(await fixed(yaml, "import { g } from 'g'\nf(1)")).toBe("import { g } from 'g'\ng(1)")
})

test('a rule with rewriters is shown without its fix', async () => {
  const [finding] = await find(`${call}fix: g($A)\nrewriters: []\n`, 'f(1)')
  expect(finding?.fixes).toEqual([])
  expect(logged).toEqual([expect.stringContaining('rewriters')])
})
