import { diagnoseMarked } from '../marked-program.ts'

async function expectMarked(languageId: string, text: string): Promise<void> {
  const { found, marked } = await diagnoseMarked(languageId, text)
  expect(found).toEqual(marked)
}

const java = (body: string): string => `class A {\n  int a(String s, Log log) {\n    ${body}\n  }\n}`

describe('A variable that has been found to be null', () => {
  test('is told of where it is used all the same, in Java', () =>
    expectMarked(
      'java',
      java(`if (s == null) {
        log.warn("none");
      }
      return s.length(); // finds null-dereference`),
    ))

  test('is told of where it is used right there', () =>
    expectMarked('java', java(`if (s == null) {\n return s.length(); // finds null-dereference\n }\n return 0;`)))

  test('is told of in Python', () =>
    expectMarked(
      'python',
      `def a(s):
    if s is None:
        print("none")
    return s.strip() # finds null-dereference
`,
    ))

  test('is told of in TypeScript', () =>
    expectMarked(
      'typescript',
      `function a(s: string | null) {
  if (s === null) console.log('none')
  return s.length // finds null-dereference
}
`,
    ))

  test.each([
    ['the way ends before', 'if (s == null) return 0; return s.length();'],
    ['it gets a value', 'if (s == null) s = "x"; return s.length();'],
    ['a call may throw', 'if (s == null) fail(s); return s.length();'],
    ['another question comes first', 'if (s == null) log.warn("x"); if (log.strict()) return s.length(); return 0;'],
    ['it is used where it is not', 'if (s != null) { return s.length(); } return 0;'],
    [
      'who uses it catches what that throws',
      'if (s == null) log.warn("x"); try { return s.length(); } catch (NullPointerException e) { return 0; }',
    ],
    ['it is only handed on', 'if (s == null) log.warn("x"); log.warn(s); return 0;'],
  ])('is not told of where %s', async (_, body) => {
    expect((await diagnoseMarked('java', java(body))).found).toEqual([])
  })

  test('is not told of where a place of it is asked for with a question mark', async () => {
    const text = `function a(s?: string) {\n  const first = s?.at(0)\n  return s?.length ?? first\n}\n`
    expect((await diagnoseMarked('typescript', text)).found).toEqual([])
  })
})
