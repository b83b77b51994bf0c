import { openGrammars } from '../syntax/open-grammars.ts'
import type { DiagnoseFile } from './diagnose-file.ts'
import { openDiagnosis } from './open-diagnosis.ts'

let diagnose: DiagnoseFile
beforeAll(async () => {
  const setup = { ruleFolders: [], rules: {}, complexityLimit: 100, roots: [] }
  diagnose = (await openDiagnosis(setup, openGrammars({}), message => expect(message).toBe(''))).diagnose
})

async function securityFindings(text: string): Promise<string[]> {
  const findings = await diagnose({ path: '/project/a.py', languageId: 'python', text })
  return findings.filter(({ rule }) => /sql|pickle/.test(rule)).map(({ rule }) => rule)
}

describe('A statement that is put together', () => {
  test.each([
    ['a name that another file has', `from other import person\n`],
    ['a name of which nothing is known', ''],
    ['a parameter', 'def find(person):\n  '],
  ])('is suspected where it holds %s', async (_, before) => {
    const text = `${before}engine.execute("DELETE FROM person WHERE name = '" + person + "'")\n`
    expect(await securityFindings(text)).toEqual(['python-sql-built-text'])
  })

  test('is not where all of it is written in the program', async () => {
    const text = `person = 'x'\nengine.execute("DELETE FROM person WHERE name = '" + person + "'")\n`
    expect(await securityFindings(text)).toEqual([])
  })

  test('is not where a library has made it of what is written in the program', async () => {
    const text = 'import base64, pickle\ndef f():\n  return pickle.loads(base64.b64decode("gAR9lC4="))\n'
    expect(await securityFindings(text)).toEqual([])
  })
})
