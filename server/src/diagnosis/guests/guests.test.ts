import fs from 'node:fs'
import type { GuestOutput } from './guest.ts'
import { guests, isGuestRule } from './guests.ts'

/** What is read of an output that was recorded, one line a finding. */
function read(name: string, { output = '', errors = '', code = 1 }: Partial<GuestOutput>): string[] | null {
  const found = guests.find(guest => guest.name === name)?.read({ output, errors, code })
  return (
    found?.map(({ file, rule, severity, message, line, column, end }) => {
      const until = end ? `-${end.line}:${end.column}` : ''
      return `${file}:${line}:${column}${until} ${severity} ${rule}: ${message}`
    }) ?? null
  )
}

const recorded = (file: string): string => fs.readFileSync(new URL(`__fixtures__/${file}`, import.meta.url), 'utf8')

test('reads ESLint', () => {
  expect(read('eslint', { output: recorded('eslint.json') })).toMatchInlineSnapshot(`
   [
     "/project/broken.ts:1:13 error syntax: Parsing error: Variable declaration expected.",
     "/project/run.ts:2:5-2:6 warning prefer-const: 'é' is never reassigned. Use 'const' instead.",
     "/project/run.ts:2:38-2:41 error @typescript-eslint/no-explicit-any: Unexpected any. Specify a different type.",
     "/project/run.ts:3:10-3:14 error no-eval: \`eval\` can be harmful.",
   ]
  `)
})

test('knows where ESLint explains its rules', () => {
  const [, , third] = guests[0]?.read({ output: recorded('eslint.json'), errors: '', code: 1 }) ?? []
  expect(third?.url).toBe('https://typescript-eslint.io/rules/no-explicit-any')
})

test('reads the TypeScript compiler', () => {
  expect(read('tsc', { output: recorded('tsc.txt'), code: 2 })).toMatchInlineSnapshot(`
   [
     "use.ts:2:7 error TS2322: Type 'string' is not assignable to type 'number'.",
     "use.ts:3:40 error TS2322: Type 'string' is not assignable to type 'number'.",
   ]
  `)
})

test('understands no error of a whole TypeScript project', () => {
  const output = "error TS5083: Cannot read file 'base.json'.\na.ts(1,1): error TS2322: No.\n"
  expect(read('tsc', { output, code: 2 })).toBeNull()
})

test('reads Ruff', () => {
  expect(read('ruff', { output: recorded('ruff.json') })).toMatchInlineSnapshot(`
   [
     "/project/bad.py:1:7-1:8 error invalid-syntax: Expected a parameter or the end of the parameter list",
     "/project/bad.py:1:8-2:1 error invalid-syntax: Expected \`)\`, found newline",
     "/project/shop.py:6:5-6:9 warning F841: Local variable \`ñame\` is assigned to but never used",
     "/project/shop.py:6:17-6:23 warning F841: Local variable \`unused\` is assigned to but never used",
     "/project/shop.py:7:18-7:32 warning F821: Undefined name \`undefined_name\`",
   ]
  `)
})

test('reads mypy', () => {
  expect(read('mypy', { output: recorded('mypy.txt') })).toMatchInlineSnapshot(`
   [
     "shop.py:7:18-7:32 error name-defined: Name "undefined_name" is not defined",
   ]
  `)
})

test('reads Flake8', () => {
  expect(read('flake8', { output: recorded('flake8.txt') })).toMatchInlineSnapshot(`
   [
     "./bad.py:1:8 error E999: SyntaxError: invalid syntax",
     "./shop.py:1:1 warning F401: 'os' imported but unused",
     "./shop.py:2:1 warning F401: 'json' imported but unused",
     "./shop.py:6:5 warning F841: local variable 'ñame' is assigned to but never used",
     "./shop.py:6:15 warning E702: multiple statements on one line (semicolon)",
     "./shop.py:6:19 warning F841: local variable 'unused' is assigned to but never used",
     "./shop.py:7:18 error F821: undefined name 'undefined_name'",
     "./shop.py:13:5 warning E722: do not use bare 'except'",
   ]
  `)
})

test('reads Pylint, whose code says what it has found', () => {
  expect(read('pylint', { output: recorded('pylint.json'), code: 30 })).toMatchInlineSnapshot(`
   [
     "bad.py:1:8 error syntax-error: Parsing failed: 'invalid syntax (bad, line 1)'",
     "shop.py:1:1 information missing-module-docstring: Missing module docstring",
     "shop.py:5:1-5:10 information missing-function-docstring: Missing function or method docstring",
     "shop.py:6:5-6:10 information non-ascii-name: Variable name "ñame" contains a non-ASCII character, consider renaming it.",
     "shop.py:6:19-6:29 information multiple-statements: More than one statement on a single line",
     "shop.py:7:18-7:32 error undefined-variable: Undefined variable 'undefined_name'",
   ]
  `)
})

test('reads the Java compiler', () => {
  expect(read('javac', { errors: recorded('javac.txt') })).toMatchInlineSnapshot(`
   [
     "Shop.java:4:5 warning rawtypes: found raw type: List",
     "Shop.java:4:20 warning rawtypes: found raw type: ArrayList",
     "Shop.java:6:25 error error: cannot find symbol",
     "Shop.java:8:25 warning unchecked: unchecked call to add(E) as a member of the raw type List",
     "Shop.java:8:32 warning deprecation: Date(int,int,int) in Date has been deprecated",
   ]
  `)
})

test('reads Maven', () => {
  expect(read('maven', { output: recorded('maven.txt') })).toMatchInlineSnapshot(`
   [
     "/project/src/main/java/a/Shop.java:4:5 warning warning: found raw type: java.util.List",
     "/project/src/main/java/a/Shop.java:4:20 warning warning: found raw type: java.util.ArrayList",
     "/project/src/main/java/a/Shop.java:8:25 warning warning: unchecked call to add(E) as a member of the raw type java.util.List",
     "/project/src/main/java/a/Shop.java:8:32 warning warning: Date(int,int,int) in java.util.Date has been deprecated",
     "/project/src/main/java/a/Shop.java:6:32 error error: cannot find symbol",
     "/project/src/main/java/a/Shop.java:6:32 error error: cannot find symbol",
   ]
  `)
})

test('reads Gradle, for Java and for Kotlin', () => {
  const output =
    'e: file:///project/src/Main.kt:3:9 Unresolved reference: missing\nw: /project/src/Main.kt:1:1 Unused\n'
  expect(read('gradle', { output, errors: recorded('javac.txt') })).toMatchInlineSnapshot(`
   [
     "Shop.java:4:5 warning rawtypes: found raw type: List",
     "Shop.java:4:20 warning rawtypes: found raw type: ArrayList",
     "Shop.java:6:25 error error: cannot find symbol",
     "Shop.java:8:25 warning unchecked: unchecked call to add(E) as a member of the raw type List",
     "Shop.java:8:32 warning deprecation: Date(int,int,int) in Date has been deprecated",
     "/project/src/Main.kt:3:9 error error: Unresolved reference: missing",
     "/project/src/Main.kt:1:1 warning warning: Unused",
   ]
  `)
})

test('reads go vet, and what does not compile', () => {
  const [output, errors] = [recorded('go-vet.txt'), recorded('go-vet-errors.txt')]
  expect(read('go', { output, errors })).toMatchInlineSnapshot(`
   [
     "/project/shop.go:7:14-7:16 warning printf: fmt.Printf format %d has arg "x" of wrong type string",
     "/project/shop.go:8:17-8:19 warning printf: fmt.Printf format %s has arg 1 of wrong type int",
     "store/store.go:4:9 error compile: undefined: missing",
   ]
  `)
  expect(read('go', { output: '', errors: `# example.com/shop\n${output}`, code: 0 })).toHaveLength(2)
})

test('reads Staticcheck', () => {
  expect(read('staticcheck', { output: recorded('staticcheck.txt') })).toMatchInlineSnapshot(`
   [
     "/project/shop.go:7:13-7:19 warning SA5009: Printf format %d has arg #1 of wrong type string",
     "/project/shop.go:8:13-8:22 warning SA5009: Printf format %s has arg #1 of wrong type int",
     "/project/store/store.go:6:37-6:80 warning SA6005: should use strings.EqualFold instead",
   ]
  `)
})

test('reads Clippy, and the compiler in it', () => {
  expect([...new Set(read('clippy', { output: recorded('clippy.txt') }))]).toMatchInlineSnapshot(`
   [
     "src/lib.rs:8:5-8:6 error E0308: mismatched types",
     "src/lib.rs:2:20-2:26 warning unused_variables: unused variable: \`unused\`",
     "src/lib.rs:3:5-3:41 warning needless_return: unneeded \`return\` statement",
     "src/lib.rs:1:21-1:30 warning ptr_arg: writing \`&Vec\` instead of \`&[_]\` involves a new object where a slice will do",
   ]
  `)
})

test('reads clang-tidy', () => {
  expect(read('clang-tidy', { output: recorded('clang-tidy.txt') })).toMatchInlineSnapshot(`
   [
     "a.cpp:3:9 warning bugprone-assignment-in-if-condition: an assignment within an 'if' condition is bug-prone",
     "a.cpp:3:9 warning bugprone-assignment-in-selection-statement: assignment within condition of 'if' statement may indicate programmer error",
     "a.cpp:3:9 warning clang-diagnostic-parentheses: using the result of an assignment as a condition without parentheses",
     "a.cpp:4:24 error clang-diagnostic-error: expected ';' after return statement",
   ]
  `)
})

test('reads ShellCheck', () => {
  expect(read('shellcheck', { output: recorded('shellcheck.json') })).toMatchInlineSnapshot(`
   [
     "run.sh:2:10-2:21 error SC2045: Iterating over ls output is fragile. Use globs.",
     "run.sh:2:15-2:16 information SC2035: Use ./*glob* or -- *glob* so names with dashes won't become options.",
     "run.sh:3:9-3:11 information SC2086: Double quote to prevent globbing and word splitting.",
     "run.sh:5:1-5:6 warning SC2164: Use 'cd ... || exit' or 'cd ... || return' in case cd fails.",
     "run.sh:5:4-5:6 information SC2086: Double quote to prevent globbing and word splitting.",
   ]
  `)
})

test('reads RuboCop', () => {
  const location = { start_line: 2, start_column: 3, last_line: 2, last_column: 6, length: 4, line: 2, column: 3 }
  const offense = {
    severity: 'convention',
    message: 'Style/Eval: No.',
    cop_name: 'Style/Eval',
    corrected: false,
    location,
  }
  const output = JSON.stringify({ metadata: {}, files: [{ path: 'a.rb', offenses: [offense] }], summary: {} })
  expect(read('rubocop', { output })).toEqual(['a.rb:2:3-2:7 information Style/Eval: No.'])
})

test('reads PHPStan, with and without findings', () => {
  const message = { message: 'No.', line: 3, ignorable: true, identifier: 'return.type' }
  const files = { '/project/a.php (in context of class B)': { errors: 1, messages: [message] } }
  const totals = { errors: 0, file_errors: 1 }
  expect(read('phpstan', { output: JSON.stringify({ totals, files, errors: [] }) })).toEqual([
    '/project/a.php:3:0 error return.type: No.',
  ])
  expect(read('phpstan', { output: JSON.stringify({ totals, files: [], errors: [] }), code: 0 })).toEqual([])
})

test.each(guests.map(({ name }) => name))('%s: rubbish is understood as nothing at all', name => {
  const rubbish = [
    '',
    'Segmentation fault',
    '{"a": [',
    '[1, 2]',
    '{"results": 3}',
    'null',
    '\0'.repeat(1000),
    ':::::1:1'.repeat(5000),
  ]
  for (const text of rubbish) expect(read(name, { output: text, errors: text, code: 2 })).toBeNull()
})

test('a rule with the name of a guest before it is one of a guest', () => {
  expect(isGuestRule('eslint/@scope/no-eval')).toBe(true)
  expect(isGuestRule('eslint')).toBe(false)
  expect(isGuestRule('java/sql-injection')).toBe(false)
})
