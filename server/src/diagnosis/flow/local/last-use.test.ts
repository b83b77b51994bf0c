import { openGrammars } from '../../../syntax/open-grammars.ts'
import { applyFix } from '../../fixes/apply-fix.ts'
import { openSubject } from '../../subject.ts'
import { createFlowFinder } from '../flow-finder.ts'

const open = openGrammars({})
const finder = createFlowFinder()

/** The texts that the fixes for code without use make of a program of Go, and whether anything is found. */
async function fixesOf(text: string): Promise<{ isFound: boolean; fixed: (string | null)[] }> {
  const subject = await openSubject({ path: '/a/a.go', languageId: 'go', text }, open)
  try {
    const findings = (await finder.find(subject)).filter(({ isUnnecessary }) => isUnnecessary)
    return {
      isFound: findings.length > 0,
      fixed: findings.flatMap(({ fixes }) => fixes.map(fix => applyFix(text, fix))),
    }
  } finally {
    subject.close()
  }
}

const imports = 'package a\n\nimport "fmt"\n\n'

test.each([
  ['the last use of an import', `${imports}func f() {\n\treturn\n\tfmt.Println("never")\n}\n`],
  ['the last use of an import on the same line', `${imports}func f() { return; fmt.Println("never") }\n`],
  ['the last use of a variable', `${imports}func f() {\n\ta := g()\n\tfmt.Println()\n\treturn\n\tfmt.Println(a)\n}\n`],
  ['the last jump to a label', 'package a\n\nfunc f() {\nL:\n\tfor {\n\t\treturn\n\t\tg()\n\t\tcontinue L\n\t}\n}\n'],
  ['the end of a function with a result', 'package a\n\nfunc f() int {\n\tfor true {\n\t\tg()\n\t}\n\treturn 1\n}\n'],
])('code without use stays where it is %s', async (_, text) => {
  expect(await fixesOf(text)).toEqual({ isFound: true, fixed: [] })
})

test.each([
  ['an import', `${imports}func f() {\n\tfmt.Println("a")\n\treturn\n`, '\tfmt.Println("never")\n', '}\n'],
  ['a variable', 'package a\n\nfunc f() {\n\ta := g()\n\tuse(a)\n\treturn\n', '\tuse(a)\n', '}\n'],
  ['a parameter', 'package a\n\nfunc f(a int) {\n\treturn\n', '\tuse(a)\n', '}\n'],
  ['what it declares itself', 'package a\n\nfunc f() int {\n\treturn 1\n', '\ta := 2\n\treturn a\n', '}\n'],
])('code without use is removed where %s is used elsewhere, or need not be', async (_, before, removed, after) => {
  expect(await fixesOf(before + removed + after)).toEqual({ isFound: true, fixed: [before + after] })
})
