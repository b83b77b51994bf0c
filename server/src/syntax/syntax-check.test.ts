import type { OpenGrammar } from './tree.ts'
import { createSyntaxCheck } from './syntax-check.ts'
import { createWasmGrammars } from './wasm.ts'

/** Code with an answer in it, between `«` and `»`; what the answer covers stands behind `¬`. */
const cases: [languageId: string, verdict: 'fine' | 'worse' | 'unknown', code: string][] = [
  ['typescript', 'fine', 'const total = «sum(a, b)»\n'],
  ['typescript', 'worse', 'const total = «sum(a, b))»\n'],
  ['typescript', 'worse', 'const total = «This adds the two numbers»\n'],
  ['typescript', 'worse', 'sum(a«, b] »)\n'],
  ['typescript', 'worse', 'function f() {\n  «sum(a, b]];»\n}\n'],
  ['javascript', 'worse', 'function f() {\n  «sum(a, b]];»\n}\n'],
  ['typescript', 'fine', 'function f() {\n  «sum(a, b[0]);»\n\n  sum(a, c]];\n}\n'],
  ['typescript', 'fine', 'function f() {\n  if (a) «{»\n'],
  ['typescript', 'fine', 'function f() {\n  if (a) {«\n    return b\n  }»\n'],
  ['typescript', 'fine', 'list.map(«x => {»\n'],
  ['typescript', 'fine', 'list.map(«x => {¬)»\n'],
  ['typescript', 'fine', 'interface S«tep {»\n  name: string\n}\n'],
  ['typescript', 'fine', 'const special =« [»\n'],
  ['typescript', 'unknown', '// a remark with «brackets ) } ] in it»\n'],
  ['typescript', 'unknown', 'say(`some «text ${ »`)\n'],
  ['typescript', 'unknown', '/**\n * It is «said here that (»\n'],
  ['tsx', 'unknown', 'anything «at all»'],
  ['typescriptreact', 'fine', 'const a = <p>{«name}</p>»\n'],
  ['typescriptreact', 'worse', 'const a = <p>«{name}}</p»</p>\n'],
  ['python', 'fine', 'def f(a):\n    return «a + 1»\n'],
  ['python', 'fine', 'def f(a):\n    «for x in a:»\n'],
  ['python', 'worse', 'def f(a):\n    return «a +»\n'],
  ['python', 'unknown', 'def f(a):\n    return (a«\n        and»\n'],
  ['python', 'fine', 'x = f(\n    a «and»\n    b)\n'],
  ['python', 'worse', 'x = «[1, 2)»\n'],
  ['python', 'unknown', '"""What it is «for (and why»\n"""\n'],
  ['java', 'fine', 'class A {\n  void f() {\n    int a = «b + c;»\n  }\n}\n'],
  ['java', 'fine', 'class A {\n  void f() {\n    for «(int i = 0; i < 3; i++) {»\n'],
  ['java', 'worse', 'class A {\n  void f() {\n    int a = «b c;»\n  }\n}\n'],
  ['go', 'fine', 'package a\n\nfunc f() error {\n\tif err := g(); «err != nil {»\n'],
  ['go', 'fine', 'package a\n\nfunc f() error {\n\tif a {\n\t\tb()\n\t«} else {»\n\t}\n}\n'],
  ['go', 'worse', 'package a\n\nfunc f() error {\n\treturn «nil nil»\n}\n'],
  ['rust', 'fine', 'fn f() -> u32 {\n    let a = «match b {»\n'],
  ['rust', 'worse', 'fn f() -> u32 {\n    let a = «b b;»\n}\n'],
  ['cpp', 'fine', 'int f() {\n  return «a + b;»\n}\n'],
  ['cpp', 'worse', 'int f() {\n  return «a + );»\n}\n'],
  ['cpp', 'unknown', 'class A {\n  WAYLINE_EXPORT «int int f();»\n};\n'],
  ['c', 'worse', 'int f() {\n  «return sum(a, b]];»\n}\n'],
  ['c', 'unknown', '«#define BEGIN {»\n'],
  ['csharp', 'worse', 'class A { int F() { return «(1»; } }\n'],
  ['kotlin', 'fine', 'fun f() {\n  val a = «b.map { it + 1 }»\n}\n'],
  ['php', 'worse', '<?php\n$a = «b c»;\n'],
  ['ruby', 'fine', 'def f\n  a = «b.map { |x| x + 1 }»\nend\n'],
  ['lua', 'worse', 'local a = «b c d»\n'],
  ['shellscript', 'fine', 'if [ -f a ]; then\n  echo «"$a"»\nfi\n'],
  ['json', 'fine', '{ "a": «[1, 2]» }\n'],
  ['json', 'worse', '{ "a": «[1, 2)» }\n'],
  ['css', 'fine', 'a { color: «red;» }\n'],
  ['yaml', 'unknown', 'a: «[»\n'],
]

const check = createSyntaxCheck(createWasmGrammars())

test.each(cases)('%s, %s: %j', async (languageId, verdict, code) => {
  expect(await check(placeIn(code, languageId))).toBe(verdict)
})

test('is the same whatever was asked before it', async () => {
  const one = createSyntaxCheck(createWasmGrammars())
  for (const [languageId, verdict, code] of [...cases, ...cases.toReversed()]) {
    expect(await one({ ...placeIn(code, languageId), uri: `file:///a.${languageId}` })).toBe(verdict)
  }
})

test('a grammar that cannot be read is a failure, not a verdict', async () => {
  const broken: OpenGrammar = () => Promise.reject(new Error('damaged'))
  await expect(createSyntaxCheck(broken)(placeIn('a «b»', 'go'))).rejects.toThrow('damaged')
})

function placeIn(code: string, languageId: string) {
  const [before = '', rest = ''] = code.split('«')
  const [inserted = '', after = ''] = rest.split('»')
  const [answer = '', covered = ''] = inserted.split('¬')
  return { uri: code, languageId, before, covered, after, answer }
}
