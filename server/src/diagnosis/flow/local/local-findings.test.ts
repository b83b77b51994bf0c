import { diagnoseMarked, diagnoseProgram } from '../marked-program.ts'

async function expectMarked(method: string): Promise<void> {
  const { found, marked } = await diagnoseMarked('java', `class A {\n${method}\n}`)
  expect(found).toEqual(marked)
}

describe('A store that nobody reads', () => {
  test('is found where another takes its place', () =>
    expectMarked(`int a(int n) {
      int sum = n * 2; // finds dead-store
      sum = n * 3;
      return sum;
    }`))

  test('is found where the function ends', () =>
    expectMarked(`int a(int n) {
      int sum = n * 2;
      int got = sum;
      sum = got + n; // finds dead-store
      return got;
    }`))

  test('is found in one branch of which the value is replaced', () =>
    expectMarked(`int a(int n, boolean b) {
      int sum = 0;
      if (b) { sum = n * 2; // finds dead-store
      }
      sum = n * 3;
      return sum;
    }`))

  test.each([
    ['a loop reads in its next round', 'int last = n; for (int i = 0; i < n; i++) { use(last); last = i * 2; }'],
    [
      'a handler reads',
      'int step = n; try { step = n * 2; use(1); step = n * 3; use(2); } catch (Exception e) { use(step); }',
    ],
    ['`finally` reads', 'int step = n; try { step = n * 2; use(1); } finally { use(step); }'],
    ['a function value reads', 'int twice = n * 2; run(() -> use(twice));'],
    ['an anonymous class reads', 'final int twice = n * 2; run(new Runnable() { public void run() { use(twice); } });'],
    ['a switch reads', 'int twice = n * 2; switch (twice) { case 1: use(1); }'],
    ['one of two branches reads', 'int twice = n * 2; if (n > 1) use(twice);'],
  ])('is none where %s', async (_, body) => {
    const { found } = await diagnoseMarked('java', `class A { void a(int n) { ${body} } }\n// finds dead-store`)
    expect(found).toEqual([])
  })

  test.each([
    ['p.start()', 0],
    ['n', 1],
  ])('of %s can be taken away in %i ways: a call may do something', async (value, ways) => {
    const method = `void a(P p, int n) {\n  int code = n;\n  use(code);\n  code = ${value};\n}`
    const found = await diagnoseProgram('java', `class A { ${method} }\n`)
    const stores = found.filter(({ rule }) => rule === 'dead-store')
    expect(stores.map(({ fixes }) => fixes.length)).toEqual([ways])
  })

  test.each(['0', 'null', '""', 'false', '-1'])('is none where %s is put there only to have something', async value => {
    const { found } = await diagnoseMarked(
      'java',
      `class A { Object a() { var x = ${value}; x = b(); return x; } }\n// finds dead-store`,
    )
    expect(found).toEqual([])
  })
})

describe('Code that nothing leads to', () => {
  test('is found after branches that all return', () =>
    expectMarked(`int a(boolean b) {
      if (b) { return 1; } else { return 2; }
      use(3); // finds unreachable-code
    }`))

  test('is found after a loop without an end', () =>
    expectMarked(`void a() {
      while (true) { use(1); }
      use(2); // finds unreachable-code
    }`))

  test('is one finding for all statements of it', () =>
    expectMarked(`int a() {
      return 1;
      use(2); // finds unreachable-code
      use(3);
      use(4);
    }`))

  test.each([
    ['after a loop that is left', 'while (true) { if (n > 1) break; use(1); } use(2);'],
    ['in `finally` after a return', 'try { return; } finally { use(1); }'],
    ['in a handler', 'try { use(1); return; } catch (Exception e) { use(2); } use(3);'],
    [
      'after a switch of which one case goes on',
      'switch (n) { case 1: return; case 2: break; default: return; } use(1);',
    ],
    ['in the next round of a loop', 'for (int i = 0; i < n; i++) { if (i > 1) continue; use(i); }'],
  ])('is none %s', (_, body) => expectMarked(`void a(int n) { ${body} }`))

  test.each([
    [
      'says itself that nothing should lead there',
      'if a:\n        return 1\n    else:\n        return 2\n    raise AssertionError(a)',
    ],
    ['stands behind `with`, which may take an exception for itself', 'with a as b:\n        return b\n    return a'],
  ])('is none where it %s', async (_, body) => {
    expect((await diagnoseMarked('python', `def f(a):\n    ${body}\n`)).found).toEqual([])
  })
})
