import fs from 'node:fs'
import path from 'node:path'
import { expectSentence, wayline } from './src/command.ts'
import { makeHome, type Home } from './src/home.ts'

const rule = 'id: no-f\nlanguage: ts\nmessage: No f.\nseverity: error\nrule: { pattern: f($A) }\n'

let home: Home
beforeEach(() => {
  home = makeHome()
  write('src/a.ts', 'f(1)\n')
})
afterEach(() => home.remove())

const run = (...args: string[]) => wayline(home, ['check', ...args], { cwd: home.project })

const write: Home['write'] = (...file) => home.write(...file)

function settings(...ruleFolders: string[]): void {
  write('.wayline/settings.json', JSON.stringify({ diagnosis: { ruleFolders } }))
}

describe('Folders of rules', () => {
  test('that the settings of a folder name count, and only inside of it', async () => {
    settings('rules')
    write('rules/no-f.yml', rule)
    expect((await run()).output).toContain('[no-f]')
    const outside = path.join(home.folder, 'outside')
    fs.renameSync(path.join(home.project, 'rules'), outside)
    fs.symlinkSync(outside, path.join(home.project, 'rules'))
    for (const name of [outside, path.relative(home.project, outside), 'rules']) {
      settings(name)
      const { code, output, errors } = await run()
      expect(output).not.toContain('[no-f]')
      expect(errors).toContain(`names ${JSON.stringify(name)}, which does not lie in this folder`)
      expect(errors.trim().split('\n').at(-1)).toContain('1 is left out')
      expect(code).toBe(0)
    }
    expect((await run('--rules', outside)).output).toContain('[no-f]')
  })

  test.each([
    ['is not there', '/nowhere/at/all', '/nowhere/at/all is no folder'],
    ['has a file that is no rule', 'broken', '`rule`'],
    ['has a rule that ast-grep does not take', 'refused', 'no-kind'],
  ])('one that was named and %s is a failure, in a sentence', async (_, name, said) => {
    write('broken/a.yml', 'id: a\nlanguage: ts\n')
    write('refused/a.yml', 'id: no-kind\nlanguage: ts\nrule: { kind: there_is_none }\n')
    const finished = await run('--rules', name)
    expectSentence(finished)
    expect(finished.errors).toContain(said)
    expect(finished.code).toBe(2)
  })

  test('whose rules are malformed are told of once each, and at the end', async () => {
    settings('rules')
    write('rules/no-f.yml', rule)
    write('rules/bad.yml', 'id: a\nlanguage: ts\n')
    write('rules/kind.yml', 'id: no-kind\nlanguage: ts\nrule: { kind: there_is_none }\n')
    const { output, errors } = await run()
    expect(output).toContain('[no-f]')
    const lines = errors.trim().split('\n')
    expect(lines.filter(line => line.includes('is left out. '))).toHaveLength(2)
    expect(lines.at(-1)).toContain('2 are left out')
  })

  test('a rule with the name of one of ours takes its place, which is said', async () => {
    write(
      'rules/eval.yml',
      'id: js-debugger\nlanguage: ts\nmessage: Ours.\nseverity: error\nrule: { pattern: f($A) }\n',
    )
    const { output, errors } = await run('--rules', 'rules')
    expect(output).toContain('Ours.')
    expect(errors).toMatch(/The rule js-debugger of .*eval\.yml takes the place of Wayline's own\./)
  })

  test('a project of ast-grep has its utilities, and its globs from its own folder on', async () => {
    write('lint/sgconfig.yml', 'ruleDirs: [rules]\nutilDirs: [utils]\n')
    write('lint/utils/is-f.yml', 'id: is-f\nlanguage: ts\nrule: { any: [{ pattern: f($A) }, { pattern: g($A) }] }\n')
    write(
      'lint/rules/no-f.yml',
      'id: no-f\nlanguage: ts\nmessage: No f.\nseverity: error\nfiles: ["code/**"]\nignores: ["code/made/**"]\nrule: { matches: is-f }\n',
    )
    write('lint/code/b.ts', 'g(1)\n')
    write('lint/code/made/c.ts', 'f(1)\n')
    write('lint/other/d.ts', 'f(1)\n')
    for (const folder of ['lint', 'lint/rules']) {
      const { output } = await run('--rules', folder)
      expect(output.match(/^\S+:\d+:\d+/gm)).toEqual(['lint/code/b.ts:1:1'])
    }
  })

  test('a project of ast-grep reads nothing outside of its folder', async () => {
    write('lint/sgconfig.yml', 'ruleDirs: [../../..]\n')
    const finished = await run('--rules', 'lint')
    expect(finished.errors).toContain('lies outside of it')
    expect(finished.code).toBe(2)
  })
})
