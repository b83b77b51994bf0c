import { openGrammars } from '../../syntax/open-grammars.ts'
import type { DiagnoseFile } from '../diagnose-file.ts'
import { openDiagnosis } from '../open-diagnosis.ts'

let diagnose: DiagnoseFile
beforeAll(async () => {
  const setup = { ruleFolders: [], rules: {}, complexityLimit: 15, roots: [] }
  diagnose = (await openDiagnosis(setup, openGrammars({}), () => {})).diagnose
})

async function rulesIn(text: string): Promise<string[]> {
  return (await diagnose({ path: '/a.py', languageId: 'python', text })).map(({ rule }) => rule)
}

test('a line that is too far in is no unreachable one', async () => {
  expect(await rulesIn('def f(a):\n    return a\n     b = a\n     print(b)\n')).toEqual(['syntax-error'])
})

test('what other statements have wrong is told all the same', async () => {
  const text = 'def f(a):\n    return a\n     b = a\n\n\ndef g(a):\n    return a\n    print(a)\n'
  expect(await rulesIn(text)).toEqual(['syntax-error', 'unreachable-code'])
})

test('where nothing is wrong with the syntax, code that nothing leads to is told', async () => {
  expect(await rulesIn('def f(a):\n    return a\n    print(a)\n')).toEqual(['unreachable-code'])
})

test('a line that cannot be read has nothing else wrong', async () => {
  expect(await rulesIn('import hashlib\nx = hashlib.md5(b"a"\n')).toEqual(['syntax-error'])
})

test('what stands in a place where it may not is read all the same', async () => {
  const text = 'import hashlib\nprint(hashlib.md5(b"a").hexdigest())\nwith open(hashlib.md5(b"a")) as f(): pass\n'
  const rules = await rulesIn(text)
  expect(rules).toContain('syntax-error')
  expect(new Set(rules).size).toBeGreaterThan(1)
})
