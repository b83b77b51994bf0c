import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { expectSentence, wayline } from './src/command.ts'
import { makeHome, type Home } from './src/home.ts'
import { pageFolder, rulePageFiles } from './src/rule-pages.ts'

const List = z.array(z.looseObject({ id: z.string(), languages: z.array(z.string()), title: z.string() }))

describe('wayline rules', () => {
  let home: Home
  beforeEach(() => {
    home = makeHome()
  })
  afterEach(() => home.remove())
  const run = (...args: string[]) => wayline(home, ['rules', ...args])
  const rule = 'id: no-f\nlanguage: ts\nmessage: No f.\nrule: { pattern: f($A) }\n'

  function folderWith(files: Record<string, string>): string {
    const folder = path.join(home.project, 'own-rules')
    fs.mkdirSync(folder, { recursive: true })
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text)
    return folder
  }

  test('list names every rule, or those of one language, also as JSON', async () => {
    const { code, output } = await run('list')
    expect(code).toBe(0)
    expect(output).toMatch(/^js-sql-concatenation +warning +SQL query put together from strings$/m)
    const list = List.parse(JSON.parse((await run('list', '--language', 'go', '--json')).output))
    expect(list.map(({ id }) => id)).toContain('go-weak-hash')
    expect(list.filter(({ languages }) => languages.length > 0 && !languages.includes('go'))).toEqual([])
  })

  test('list takes folders of rules as well', async () => {
    const folder = folderWith({ 'no-f.yml': rule })
    expect((await run('list', '--rules', folder)).output).toMatch(/^no-f +hint +No f$/m)
  })

  test('explain tells all there is to say of a rule', async () => {
    const { code, output } = await run('explain', 'js-debugger')
    expect(code).toBe(0)
    expect(output).toBe(fs.readFileSync(path.join(pageFolder, 'js-debugger.md'), 'utf8'))
  })

  test('explain of a name that is nearly right says which may be meant', async () => {
    const finished = await run('explain', 'js-sql')
    expect([finished.code, finished.output]).toEqual([2, ''])
    expectSentence(finished)
    expect(finished.errors).toContain('js-sql-concatenation')
  })

  test('test runs the cases of a folder, and shows the one that fails', async () => {
    const cases = 'id: no-f\nvalid: [g(1)]\ninvalid: [f(1)]\n'
    const folder = folderWith({ 'no-f.yml': rule, 'no-f-test.yml': cases })
    expect(await run('test', folder)).toMatchObject({ code: 0, output: '1 rules, 2 cases passed, 0 failed\n' })
    folderWith({ 'no-f-test.yml': cases.replace('g(1)', 'f(2)') })
    const { code, output } = await run('test', folder)
    expect(code).toBe(1)
    expect(output).toContain('no-f (typescript): A valid case is found:\n    f(2)')
  })

  test('a folder that is not there is named', async () => {
    const finished = await run('test', 'nowhere')
    expect(finished.code).toBe(2)
    expectSentence(finished)
    expect(finished.errors).toContain('nowhere')
  })
})

test('docs/rules/ holds a page for every rule as it is now (npm run rule-pages)', () => {
  const files = rulePageFiles()
  expect(fs.readdirSync(pageFolder).sort()).toEqual([...files.keys()].sort())
  const old = [...files].filter(([name, text]) => fs.readFileSync(path.join(pageFolder, name), 'utf8') !== text)
  expect(old.map(([name]) => name)).toEqual([])
})
