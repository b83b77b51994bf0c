import { expectAccepted, expectFault } from './checked-program.ts'

const method = (body: string): string => `class A {\n  void f(int p) {\n    ${body}\n  }\n}\n`
const goFunction = (body: string): string => `package a\n\nfunc f(p int) {\n\t${body}\n}\n`

test.each([
  ['a constant without a value', 'javascript', 'Expected `=` and a value, for this `const`.', 'const ‸a\n'],
  ['a pattern without a value', 'javascript', 'Expected `=` and a value, to take apart.', 'let ‸{ a }\n'],
  ['a variable that is declared twice', 'javascript', '`a` is declared already in this block.', 'let a\nlet ‸a\n'],
  [
    'one in the branches of a switch',
    'typescript',
    '`b` is declared already in this block.',
    'switch (a) {\n  case 1: let b\n  default: let ‸b\n}\n',
  ],
  [
    'await in a plain function',
    'javascript',
    '`await` stands in a function that is not `async`.',
    'function f() {\n  ‸await g()\n}\n',
  ],
  [
    'await in a plain arrow',
    'typescript',
    '`await` stands in a function that is not `async`.',
    'xs.forEach(x => {\n  ‸await x\n})\n',
  ],
  [
    'break in no loop',
    'javascript',
    '`break` stands outside of a loop or a `switch`.',
    'function f() {\n  ‸break\n}\n',
  ],
  [
    'continue in a switch',
    'typescript',
    '`continue` stands outside of a loop.',
    'switch (a) {\n  case 1: ‸continue\n}\n',
  ],
  [
    'break in a function in a loop',
    'javascript',
    '`break` stands outside of a loop or a `switch`.',
    'for (;;) {\n  g(() => {\n    ‸break\n  })\n}\n',
  ],
  ['a label that is nowhere', 'javascript', 'Nothing around this `break` has the label `b`.', 'a: for (;;) ‸break b\n'],
  ['return in a module', 'javascript', '`return` stands outside of a function.', 'import a from "a"\n‸return a\n'],
  [
    'two parameters of one name in a module',
    'javascript',
    'There is one parameter with this name already.',
    'export function f(a, ‸a) {}\n',
  ],
  [
    'two parameters of one name of an arrow',
    'typescript',
    'There is one parameter with this name already.',
    'const f = (a: string, ‸a: number) => a\n',
  ],
  [
    'two constructors',
    'javascript',
    'There is one `constructor` already in this class.',
    'class A {\n  constructor() {}\n  ‸constructor(a) {}\n}\n',
  ],
  [
    'a method without a type',
    'java',
    'Expected a type before `f`: a method says what it returns, and this is no constructor.',
    'class A {\n  public ‸f() { }\n}\n',
  ],
  ['break in no loop', 'java', '`break` stands outside of a loop or a `switch`.', method('‸break;')],
  [
    'break in a lambda in a loop',
    'java',
    '`break` stands outside of a loop or a `switch`.',
    method('for (;;) g(() -> { ‸break; });'),
  ],
  [
    'a variable that is declared twice',
    'java',
    '`a` is declared already in this method.',
    method('int a = 1; if (b) { String ‸a = c; }'),
  ],
  [
    'a variable with the name of a parameter',
    'java',
    '`p` is declared already in this method.',
    method('for (int ‸p = 0; ; ) { }'),
  ],
  [
    'no new variable',
    'go',
    'No new variable stands on the left of `:=`; what is there already is assigned to with `=`.',
    goFunction('a := 1\n\t‸a := p'),
  ],
  [
    'a variable with the name of a parameter',
    'go',
    'No new variable stands on the left of `:=`; what is there already is assigned to with `=`.',
    goFunction('‸p := 1'),
  ],
  [
    'a variable that is declared twice',
    'go',
    '`a` is declared already in this block.',
    goFunction('a := 1\n\tvar ‸a int'),
  ],
  [
    'a name that is declared twice in a file',
    'go',
    '`a` is declared already in this block.',
    'package p\n\nvar a = 1\n\nconst ‸a = 2\n',
  ],
  ['a label that nothing jumps to', 'go', 'Nothing jumps to the label `L`.', goFunction('‸L:\n\tfor {\n\t}')],
  ['a jump to nowhere', 'go', 'There is no label `L` in this function.', goFunction('goto ‸L')],
  [
    'break in no loop',
    'go',
    '`break` stands outside of a loop or a `switch` or `select`.',
    goFunction('if p > 0 {\n\t\t‸break\n\t}'),
  ],
])('%s is no valid %s', async (_, languageId, message, marked) => {
  await expectFault(languageId, message, marked)
})

test.each([
  ['javascript', 'for (const a of b) {}\nfor (const a in b) {}\nfor (let a;;) { let a }\n'],
  ['javascript', 'let a\n{ let a }\nfunction f(a) { { let a } }\nswitch (a) { case 1: { let a } }\n'],
  ['javascript', 'function f(a, a) {}\nvar b; var b\nreturn 1\n'],
  [
    'javascript',
    'await(x)\nfunction f() { await(x) }\nclass A { static constructor() {} constructor() {} get a() {} set a(b) {} }\n',
  ],
  ['javascript', 'a: { break a }\na: for (;;) { switch (b) { case 1: continue a; default: break } }\n'],
  [
    'javascript',
    'async function f() { await x; for await (const a of b) {} }\nconst g = async () => await x\nawait x\n',
  ],
  [
    'typescript',
    'declare const a: number\ndeclare namespace N { const b: number }\ndeclare module "x" { export const c: string }\n',
  ],
  [
    'typescript',
    'class A { constructor(); constructor(a: string); constructor(a?: string) {} }\nfunction f(a: string): void\nfunction f(a: any) {}\n',
  ],
  [
    'typescript',
    'namespace A { const a = 1 }\nnamespace A { const a = 2 }\ninterface B {}\nclass B {}\ntype C = 1\nconst C = 1\n',
  ],
  ['typescript', 'class A { a = async () => await x; b = 1 }\nfunction f(this: A, a: number) {}\n'],
  [
    'java',
    method(
      'for (int a : b) { } for (int a = 0; ; ) { break; } { int c; } int c = 1; new B() { void g(int c) { int p; } };',
    ),
  ],
  ['java', method('try (R a = b()) { } catch (E a) { } x: { break x; } switch (p) { case 1: break; default: int d; }')],
  [
    'java',
    'record R(int a) {\n  R { }\n  void f(int a) { record S(int a) { } }\n}\nenum E {\n  X { void g() { } };\n  E() { }\n}\n',
  ],
  ['java', method('Runnable a = () -> { for (;;) { break; } }; g((b, c) -> 1); g(b -> 1); int b;')],
  ['go', goFunction('a, e := g()\n\tb, e := g()\n\tif a := b; a != nil {\n\t\ta := 1\n\t\t_ = a\n\t}\n\t_, _ = a, e')],
  [
    'go',
    goFunction(
      'L:\n\tfor {\n\t\tswitch p {\n\t\tcase 1:\n\t\t\tbreak L\n\t\tcase 2:\n\t\t\tp := 1\n\t\t\t_ = p\n\t\t}\n\t}\n\tfunc(p int) {\n\t}(1)',
    ),
  ],
  [
    'go',
    'package p\n\nfunc init() {}\nfunc init() {}\n\nvar _ = 1\nvar _ = 2\n\ntype T struct{ a func(b int) }\n\nfunc (t *T) b() {}\nfunc b(c func(d, e int), d, e int) {}\n\ntype I interface{ F(a int); G(a int) }\n',
  ],
])('%s: %j is valid', async (languageId, text) => {
  await expectAccepted(languageId, text)
})
