import { openGrammars } from '../../syntax/open-grammars.ts'
import { openSubject } from '../subject.ts'
import { functionsOf, type FunctionMetrics } from './function-metrics.ts'

const open = openGrammars({})

async function metricsOf(languageId: string, text: string): Promise<FunctionMetrics[]> {
  const subject = await openSubject({ path: '/a', languageId, text }, open)
  try {
    return functionsOf(subject)
  } finally {
    subject.close()
  }
}

async function cognitive(languageId: string, text: string): Promise<string[]> {
  return (await metricsOf(languageId, text)).map(({ name, cognitive: figure }) => `${name ?? '-'} ${figure}`)
}

const java = (method: string): string => `class A {\n${method}\n}\n`

// The structures are those of the examples in the white paper "Cognitive Complexity", version 1.7, and so are the figures.
test.each([
  [
    7,
    'nested loops with a jump',
    `int sumOfPrimes(int max) {
      int total = 0;
      OUT: for (int i = 1; i <= max; ++i) {
        for (int j = 2; j < i; ++j) {
          if (i % j == 0) {
            continue OUT;
          }
        }
        total += i;
      }
      return total;
    }`,
  ],
  [
    1,
    'a switch, however many cases it has',
    `String getWords(int number) {
      switch (number) {
        case 1: return "one";
        case 2: return "a couple";
        case 3: return "a few";
        default: return "lots";
      }
    }`,
  ],
  [
    9,
    'nesting, but not that of try',
    `void a() {
      try {
        if (one) {
          for (int i = 0; i < 10; i++) {
            while (two) { }
          }
        }
      } catch (RuntimeException e) {
        if (two) { }
      }
    }`,
  ],
  [2, 'a lambda', 'void a() { Runnable r = () -> { if (one) { } }; }'],
  [4, 'changing operators', 'void a() { if (a && b && c || d || e && f) { } }'],
  [3, 'a negation that begins a new sequence', 'void a() { if (a && !(b && c)) { } }'],
  [
    19,
    'a search with returns in the middle',
    `Symbol overridden(ClassType type) {
      if (type.isUnknown()) {
        return unknown;
      }
      boolean found = false;
      for (Symbol symbol : type.members(name)) {
        if (symbol.isKind(METHOD) && !symbol.isStatic()) {
          MethodSymbol method = (MethodSymbol) symbol;
          if (canOverride(method)) {
            Boolean overriding = check(method, type);
            if (overriding == null) {
              if (!found) {
                found = true;
              }
            } else if (overriding) {
              return method;
            }
          }
        }
      }
      if (found) {
        return unknown;
      }
      return null;
    }`,
  ],
  [
    35,
    'retrying',
    `void add(Entry entry, Transaction transaction) {
      while (true) {
        try {
          synchronized (this) {
            if (first != null) {
              if (first.version() > entry.version()) {
                throw new Rollback();
              }
              if (transaction.isActive()) {
                for (Entry e = first; e != null; e = e.previous()) {
                  long depends = index.depends(e.version(), 0);
                  if (depends == TIMED_OUT) {
                    throw new Retry(e.version());
                  }
                  if (depends != 0 && depends != ABORTED) {
                    throw new Rollback();
                  }
                }
              }
            }
            first = entry;
            break;
          }
        } catch (Retry retry) {
          try {
            long depends = index.depends(retry.version(), 1);
            if (depends != 0 && depends != ABORTED) {
              throw new Rollback();
            }
          } catch (InterruptedException interrupted) {
            throw new Failed(interrupted);
          }
        } catch (InterruptedException interrupted) {
          throw new Failed(interrupted);
        }
      }
    }`,
  ],
  [
    20,
    'many alternatives',
    `String toRegexp(String pattern, String separator) {
      StringBuilder built = new StringBuilder();
      int i = pattern.startsWith("/") || pattern.startsWith("x") ? 1 : 0;
      while (i < pattern.length()) {
        char ch = pattern.charAt(i);
        if (SPECIAL.indexOf(ch) != -1) {
          built.append(ch);
        } else if (ch == '*') {
          if (i + 1 < pattern.length() && pattern.charAt(i + 1) == '*') {
            if (i + 2 < pattern.length() && isSlash(pattern.charAt(i + 2))) {
              i += 2;
            } else {
              i += 1;
            }
          } else {
            built.append(separator);
          }
        } else if (ch == '?') {
          built.append('.');
        } else if (isSlash(pattern.charAt(i))) {
          built.append(separator);
        } else {
          built.append(ch);
        }
        i++;
      }
      return built.toString();
    }`,
  ],
])('cognitive complexity %i: %s', async (expected, _, method) => {
  expect((await metricsOf('java', java(method))).map(found => found.cognitive)).toEqual([expected])
})

// One function with a loop, a condition in it with two operators and two alternatives, a catch, and a conditional expression.
test.each([
  [
    'python',
    'def f(a):\n  for x in a:\n    if x and a:\n      pass\n    elif x:\n      pass\n    else:\n      pass\n  try:\n    pass\n  except E:\n    pass\n  return 1 if a else 2\n',
    8,
  ],
  [
    'typescript',
    'function f(a) { for (const x of a) { if (x && a) {} else if (x) {} else {} } try {} catch (e) {} return a ? 1 : 2 }',
    8,
  ],
  [
    'java',
    'class A { int f(int a) { for (int x : a) { if (x && a) {} else if (x) {} else {} } try {} catch (E e) {} return a ? 1 : 2; } }',
    8,
  ],
  ['go', 'package a\nfunc f(a int) { for range a { if x && a {} else if x {} else {} }; switch a { case 1: }; }', 7],
  [
    'csharp',
    'class A { int F(int a) { foreach (var x in a) { if (x && a) {} else if (x) {} else {} } try {} catch (E e) {} return a ? 1 : 2; } }',
    8,
  ],
  [
    'kotlin',
    'fun f(a: Int) { for (x in a) { if (x && a) {} else if (x) {} else {} }\n try {} catch (e: E) {}\n when (a) { 1 -> 2 } }',
    8,
  ],
  [
    'php',
    '<?php function f($a) { foreach ($a as $x) { if ($x && $a) {} elseif ($x) {} else {} } try {} catch (E $e) {} return $a ? 1 : 2; }',
    8,
  ],
  [
    'c',
    'int f(int a) { for (;;) { if (x && a) {} else if (x) {} else {} } switch (a) { case 1: ; } return a ? 1 : 2; }',
    8,
  ],
  [
    'cpp',
    'int f(int a) { for (int x : a) { if (x && a) {} else if (x) {} else {} } try {} catch (E e) {} return a ? 1 : 2; }',
    8,
  ],
  ['rust', 'fn f(a: i32) { for x in a { if x && a {} else if x {} else {} } match a { _ => 1 }; while a {} }', 8],
  [
    'ruby',
    'def f(a)\n  for x in a do\n    if x && a\n      1\n    elsif x\n      2\n    else\n      3\n    end\n  end\n  begin\n    1\n  rescue E\n    2\n  end\n  a ? 1 : 2\nend\n',
    8,
  ],
  [
    'scala',
    'object A { def f(a: Int) = { for (x <- a) { if (x && a) {} else if (x) {} else {} }\n try { 1 } catch { case e: E => 2 }\n a match { case 1 => 2 } } }',
    8,
  ],
  [
    'swift',
    'func f(a: Int) { for x in a { if x && a {} else if x {} else {} }\n do { try b() } catch {}\n return a ? 1 : 2 }',
    8,
  ],
  [
    'lua',
    'function f(a)\n for x in a do if x and a then b() elseif x then b() else b() end end\n while a do end\n repeat until a\nend\n',
    8,
  ],
  [
    'shellscript',
    'f() {\n for x in a; do if b && c; then d; elif e; then f; else g; fi; done\n while a; do b; done\n case $a in 1) b;; esac\n}\n',
    8,
  ],
])('the same structures count the same in %s', async (languageId, text, expected) => {
  expect((await metricsOf(languageId, text)).map(found => found.cognitive)).toEqual([expected])
})

test('a method that calls itself is harder by one, once', async () => {
  expect(await cognitive('java', java('int f(int n) { return f(n - 1) + this.f(n - 2) + other.f(n); }'))).toEqual([
    'f 1',
  ])
})

test('functions in a function that only declares stand for themselves', async () => {
  const text =
    'export const make = () => {\n  const one = () => { if (a) {} }\n  function two() { if (a) { if (b) {} } }\n  return { one, two }\n}\n'
  expect(await cognitive('typescript', text)).toEqual(['make 0', 'one 1', 'two 3'])
  expect(await cognitive('python', 'def d(f):\n  def g(*a):\n    if a:\n      return 1\n  return g\n')).toEqual([
    'd 0',
    'g 1',
  ])
})

test('functions in one that branches itself are part of it', async () => {
  const text = 'function outer() { if (a) {} const inner = () => { if (b) {} } }'
  expect(await cognitive('typescript', text)).toEqual(['outer 3'])
})

test('tells what adds to it, and where', async () => {
  const [found] = await metricsOf('typescript', 'function f() {\n  if (a) {\n    while (b || c) {}\n  }\n}\n')
  expect(
    found?.increments.map(({ range, by, reason }) => [range.start.line, range.start.character, by, reason]),
  ).toEqual([
    [1, 2, 1, 'if'],
    [2, 4, 2, 'loop, 1 level deep'],
    [2, 13, 1, '|| begins a sequence'],
  ])
})

test.each([
  ['java', java('int f(int a, int b, String... c) { return 1; }'), 3],
  ['python', 'class A:\n  def f(self, a, *, b=1, **c):\n    return 1\n', 3],
  ['go', 'package a\nfunc (r *R) f(a, b int, c string) int { return 1 }', 3],
  ['cpp', 'int A::f(int a, int b, int c) { return 1; }', 3],
  ['c', 'int f(void) { return 1; }', 0],
  ['typescript', 'const f = ({ a, b }: P, c?: number) => { return 1 }', 2],
  ['kotlin', 'fun f(a: Int, b: Int = 1) { return 1 }', 2],
  ['swift', 'func f(a: Int, _ b: Int) { return 1 }', 2],
  ['rust', 'impl A { fn f(&self, a: i32, b: i32) -> i32 { 1 } }', 2],
])('counts parameters in %s', async (languageId, text, expected) => {
  expect((await metricsOf(languageId, text)).map(({ parameters }) => parameters)).toEqual([expected])
})

test('counts paths: one for each decision, and one', async () => {
  const text = java(
    'int f(int a) { if (a > 1 && a < 3) {} for (;;) {} switch (a) { case 1: case 2: break; default: } return a > 0 ? 1 : 2; }',
  )
  expect((await metricsOf('java', text)).map(({ cyclomatic }) => cyclomatic)).toEqual([7])
})

test('a function without a body has no figures', async () => {
  expect(await metricsOf('java', 'interface A { int f(int a); }')).toEqual([])
})

test('a tree of hostile depth does not fell it', async () => {
  const deep = `function f() { ${'if (a) {'.repeat(3000)} ${'}'.repeat(3000)} }`
  expect((await metricsOf('typescript', deep)).length).toBeLessThanOrEqual(1)
})
