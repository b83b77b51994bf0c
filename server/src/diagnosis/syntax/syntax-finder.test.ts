import { openGrammars } from '../../syntax/open-grammars.ts'
import { applyFix } from '../fixes/apply-fix.ts'
import type { Finding } from '../finding.ts'
import { openSubject, type Subject } from '../subject.ts'
import { syntaxFinder } from './syntax-finder.ts'

const open = openGrammars({})

interface Found {
  findings: Finding[]
  /** What is wrong in words, with the text in which `‸` marks the place. */
  told: [message: string, marked: string][]
  /** The text with every fix in it, each by itself. */
  fixed: string[]
}

async function findIn(languageId: string, text: string, path = '/a'): Promise<Found> {
  return await withSubject({ path, languageId, text }, async subject => {
    const findings = await syntaxFinder.find(subject)
    return {
      findings,
      told: findings.map(({ message, range }) => {
        const at = subject.offsetAt(range.start)
        return [message, `${text.slice(0, at)}‸${text.slice(at)}`]
      }),
      fixed: findings.flatMap(({ fixes }) => fixes.flatMap(fix => applyFix(text, fix) ?? [])),
    }
  })
}

async function withSubject<Result>(
  source: { path: string; languageId: string; text: string },
  use: (subject: Subject) => Promise<Result>,
): Promise<Result> {
  const subject = await openSubject(source, open)
  try {
    return await use(subject)
  } finally {
    subject.close()
  }
}

const round = (line: number): string => `Expected \`)\`, to close the \`(\` of line ${line}.`
const square = (line: number): string => `Expected \`]\`, to close the \`[\` of line ${line}.`
const curly = (line: number): string => `Expected \`}\`, to close the \`{\` of line ${line}.`
const string = 'This string does not end.'
const semicolon = 'Expected `;`.'
const colon = 'Expected `:`, to begin the block.'

/** Programs with one fault; `‸` stands where a person would point. */
const programs: [languageId: string, message: string, marked: string][] = [
  ['python', round(1), 'def f(a‸:\n    return a\n\n\ndef g():\n    return 1\n'],
  ['python', colon, 'def f(a)‸\n    return a\n'],
  ['python', colon, 'class A‸\n    def f(self):\n        pass\n'],
  ['python', square(1), 'x = [1, 2‸\ny = 3\nz = 4\n'],
  ['python', string, 'print(‸"hello)\nx = 1\n'],
  ['python', 'Nothing is open that this `)` could close.', 'y = (2 + 3)‸)\nz = 1\n'],
  ['python', 'Something is missing after `+`.', 'x = 1 +‸\ny = 2\n'],
  ['python', 'Expected `,`.', 'f(a‸ b)\n'],
  ['typescript', round(1), 'function f(a: number‸ {\n  return a\n}\nconst b = 1\n'],
  ['typescript', round(1), 'if (a‸ {\n  b()\n}\n'],
  ['typescript', square(1), 'const a = [1, 2‸\nconst b = 2\n'],
  ['typescript', curly(2), 'function f() {\n  if (a) {\n    g()‸\n}\n\nfunction h() {\n  return 1\n}\n'],
  ['typescript', string, 'const a = ‸"hello\nconst b = 1\n'],
  ['typescript', 'Expected `}`, to close the `{` of line 1, instead of `]`.', 'const a = { b: 1 ‸]\nconst d = 1\n'],
  ['typescript', 'Nothing is open that this `)` could close.', 'f(a, b)‸)\nconst d = 1\n'],
  ['typescript', 'Expected `,`.', 'const x = { a: 1‸ b: 2 }\n'],
  ['typescript', 'Something is missing after `=`.', 'const x =‸ ;\n'],
  ['java', semicolon, 'class A {\n  int f() {\n    int a = 1‸\n    return a;\n  }\n}\n'],
  ['java', semicolon, 'class A {\n  int f() {\n    int a = 1‸ // one\n    return a;\n  }\n}\n'],
  ['java', 'This comment does not end.', 'class A {\n  ‸/* a\n  int b = 1;\n}\n'],
  ['java', round(3), 'class A {\n  int f() {\n    g(1, 2‸;\n    return 1;\n  }\n}\n'],
  ['java', curly(3), 'class A {\n  void f() {\n    if (a) {\n      g();‸\n  }\n\n  void h() {\n    g();\n  }\n}\n'],
  ['java', string, 'class A {\n  String a = ‸"hello;\n  int b = 1;\n}\n'],
  ['java', 'Nothing is open that this `}` could close.', 'class A {\n  void f() {\n  }}\n‸}\n'],
  ['go', round(4), 'package a\n\nfunc f() int {\n\tx := g(1, 2‸\n\treturn x\n}\n'],
  ['go', round(3), 'package a\n\nfunc f(‸ {\n\tg()\n}\n'],
  ['go', curly(4), 'package a\n\nfunc f() {\n\tif x {\n\t\tg()‸\n}\n\nfunc h() {\n\tg()\n}\n'],
  ['csharp', semicolon, 'class A {\n  int F() {\n    int a = 1‸\n    return a;\n  }\n}\n'],
  ['csharp', round(3), 'class A {\n  void F() {\n    G(1, 2‸;\n  }\n}\n'],
  ['csharp', curly(3), 'class A {\n  void F() {\n    if (a) {\n      G();‸\n  }\n}\n'],
  ['kotlin', round(1), 'fun f(a: Int‸ {\n    g()\n}\n'],
  ['kotlin', round(2), 'fun f() {\n    g(1, 2‸\n    h()\n}\n'],
  ['kotlin', curly(2), 'class A {\n    fun f() {\n        g()‸\n\n    fun h() {\n        g()\n    }\n}\n'],
  ['php', semicolon, '<?php\nfunction f($a) {\n    $b = 1‸\n    return $b;\n}\n'],
  ['php', round(3), '<?php\nfunction f($a) {\n    g($a‸;\n    return 1;\n}\n'],
  ['php', round(2), '<?php\nif ($a‸ {\n    g();\n}\n'],
  ['c', semicolon, 'int f(void) {\n    int a = 1‸\n    return a;\n}\n'],
  ['c', round(2), 'int f(void) {\n    g(1, 2‸;\n    return 1;\n}\n'],
  ['cpp', semicolon, 'int f() {\n    int a = 1‸\n    return a;\n}\n'],
  ['cpp', curly(2), 'int f() {\n    std::vector<int> a = {1, 2‸;\n    return 1;\n}\n'],
  ['rust', semicolon, 'fn f() -> i32 {\n    let a = 1‸\n    a\n}\n'],
  ['rust', round(2), 'fn f() {\n    g(1, 2‸;\n}\n'],
  ['rust', curly(2), 'fn f() {\n    if a {\n        g();‸\n}\n\nfn h() {\n    g();\n}\n'],
  ['ruby', 'Expected `end`, to end the `if` of line 2.', 'def f(a)\n  if a\n    g‸\nend\n\ndef h\n  1\nend\n'],
  ['ruby', round(1), 'def f(a‸\n  a\nend\n'],
  ['ruby', square(1), 'x = [1, 2‸\ny = 3\n'],
  ['scala', round(2), 'object A {\n  def f(a: Int‸ = {\n    a\n  }\n}\n'],
  ['scala', round(3), 'object A {\n  def f(a: Int) = {\n    g(1‸\n  }\n}\n'],
  ['swift', round(1), 'func f(a: Int‸ {\n    g()\n}\n'],
  ['swift', curly(2), 'func f() {\n    if a {\n        g()‸\n}\n\nfunc h() {\n    g()\n}\n'],
  ['lua', 'Expected `end`, to end the `if` of line 2.', 'function f(a)\n  if a then\n    g()‸\nend\n'],
  ['lua', 'Expected `then`, to begin the block.', 'if a‸\n  g()\nend\n'],
  ['lua', curly(1), 'local a = {1, 2‸\nlocal b = 1\n'],
  ['shellscript', 'Expected `fi`, to end the `if` of line 1.', 'if [ -f a ]; then\n  echo b‸\n\necho c\n'],
  ['shellscript', 'Expected `done`, to end the `for` of line 1.', 'for a in b; do\n  echo $a‸\n\nf() {\n  echo c\n}\n'],
  ['shellscript', string, 'echo ‸"a\necho b\n'],
  ['json', 'Expected `,`.', '{\n  "a": 1‸\n  "b": 2\n}\n'],
  ['json', square(2), '{\n  "a": [1, 2‸\n}\n'],
]

test.each(programs)('in %s: %s %j', async (languageId, message, marked) => {
  expect((await findIn(languageId, marked.replace('‸', ''))).told).toEqual([[message, marked]])
})

test('each fix puts its program right', async () => {
  const unfixed = /^(?:Something|This comment)/
  for (const [languageId, message, marked] of programs) {
    const { fixed } = await findIn(languageId, marked.replace('‸', ''))
    expect([message, fixed.length]).toEqual([message, unfixed.test(message) ? 0 : 1])
    for (const text of fixed) expect((await findIn(languageId, text)).told).toEqual([])
  }
})

test('what is not closed leads to where it was opened', async () => {
  const { findings } = await findIn('java', 'class A {\n  int f() {\n    g(1,\n      2;\n    return 1;\n  }\n}\n')
  expect(findings[0]?.steps.map(({ range }) => range.start)).toEqual([{ line: 2, character: 5 }])
})

test('faults that have nothing to do with each other are findings of their own, with fixes of their own', async () => {
  const text = 'class A {\n  void f() {\n    g(1;\n  }\n\n  void h() {\n    int a = 1\n    g();\n  }\n}\n'
  const { told, fixed } = await findIn('java', text)
  expect(told.map(([message]) => message)).toEqual([round(3), semicolon])
  expect(fixed).toEqual([text.replace('g(1;', 'g(1);'), text.replace('= 1\n', '= 1;\n')])
})

test('a file that falls to pieces has twenty findings at most', async () => {
  const text = Array.from({ length: 100 }, (_, at) => `x${at} = [1, 2\n\n\ndef f${at}(a):\n    return (a\n\n`).join(
    '\n',
  )
  const { findings } = await findIn('python', text)
  expect(findings.length).toBeGreaterThan(0)
  expect(findings.length).toBeLessThanOrEqual(20)
})

test.each([
  ['a macro in C', 'c', 'void f(void) {\n  TRACE(a)\n  FOR_EACH(b) {\n    g();\n  }\n}\n'],
  ['a macro in small letters', 'c', 'void f(void) {\n  trace("a" && b)\n  { g(); }\n}\n'],
  ['a macro before a function in C++', 'cpp', 'MY_EXPORT std::atomic<int> node::count{0};\n'],
  ['a header in C++', 'c', 'template <typename T>\nclass A {\n  T a;\n};\n'],
  ['a condition for the preprocessor', 'csharp', 'class A {\n  int F() =>\n#if X\n    1;\n#else\n    2;\n#endif\n}\n'],
  ['a keyword as a name of an export', 'javascript', 'const _null = 1\nexport { _null as null }\n'],
  ['variance of a type', 'typescript', 'interface A<in T = never> {\n  a(b: T): void\n}\n'],
  ['availability in Swift', 'swift', 'if #available(macOS 11, iOS 14, *) {\n  g()\n}\n'],
  ['a template of a page', 'php', '<?php\nif ($a): ?>\n{% if b %}\n<?php endif ?>\n'],
  ['a computed field behind another one', 'javascript', 'class A {\n  #abort\n\n  [kResume] = null\n}\n'],
  ['an empty statement with a label', 'go', 'package a\n\nfunc f() {\n\tgoto end; end: ; a := 1\n\t_ = a\n}\n'],
  ['two documents on one line', 'shellscript', "cat <<'A' <<-B\nit's\nA\n\tb\nB\necho c\n"],
  ['SQL in a string', 'python', 'q = "SELECT * FROM (a WHERE b = [1"\n'],
  ['a page with a program in it', 'html', '<script>if (a { }</script>\n'],
  ['comments in JSON', 'json', '{\n  // a\n  "a": 1,\n}\n'],
])('%s is no fault', async (_, languageId, text) => {
  expect((await findIn(languageId, text)).told).toEqual([])
})

test('lists of lists in YAML are not read: the scanner of the grammar writes beyond its buffer', async () => {
  expect((await findIn('yaml', '- '.repeat(2000))).told).toEqual([])
})

test.each([
  ['open brackets', '('.repeat(100_000)],
  ['brackets that close nothing', '}'.repeat(100_000)],
  ['brackets of all kinds, line by line', '([{\n'.repeat(20_000)],
  ['quotes', '"\n'.repeat(20_000)],
  ['blocks that do not end', 'if (a) {\n'.repeat(5_000)],
  ['one long line', 'a b '.repeat(50_000)],
])('%s without end are told of, a few times', async (_, text) => {
  for (const languageId of ['typescript', 'python', 'cpp', 'ruby']) {
    const { findings } = await findIn(languageId, text)
    expect(findings.length).toBeLessThanOrEqual(20)
  }
})
