import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { expectSentence, root, wayline } from './src/command.ts'
import { makeHome, type Home } from './src/home.ts'
import { childrenOf, programs, startProcess, until } from './src/processes.ts'
import { sarifProblems } from './src/sarif-schema.ts'

const Told = z.object({
  findings: z.array(
    z.object({
      path: z.string(),
      rule: z.string(),
      source: z.string(),
      range: z.object({ start: z.object({ line: z.number(), character: z.number() }) }),
      lines: z.array(z.string()),
      suppression: z.object({ by: z.string() }).nullable(),
    }),
  ),
  guestFailures: z.array(z.object({ guest: z.string(), reason: z.string() })),
})

let home: Home
beforeEach(() => (home = makeHome()))
afterEach(() => home.remove())

const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  wayline(home, ['check', ...args], { cwd: home.project, env })

const write: Home['write'] = (...file) => home.write(...file)

/** Findings of other tools, as the JSON report has them: place, rule, and what takes them out. */
async function found(args: string[], env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const { findings } = Told.parse(JSON.parse((await run(['--json', ...args], env)).output))
  return findings
    .filter(({ source }) => source !== 'wayline')
    .map(({ path: file, range: { start }, rule, suppression }) => {
      const aside = suppression ? ` (${suppression.by})` : ''
      return `${file}:${start.line + 1}:${start.character + 1} ${rule}${aside}`
    })
}

function git(...args: string[]): void {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main']
  execFileSync('git', [...who, ...args], { cwd: home.project, env: home.env, stdio: 'pipe' })
}

/** A project that uses the linter and the compiler that this repository uses. */
function typescriptProject(): void {
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(home.project, 'node_modules'))
  write('.gitignore', 'node_modules\n')
  write('eslint.config.mjs', "export default [{ files: ['**/*.js'], rules: { 'no-debugger': 'error' } }]\n")
  write(
    'tsconfig.json',
    '{ "compilerOptions": { "strict": true, "types": [], "allowJs": true }, "include": ["src"] }\n',
  )
  write('src/a.ts', 'export const one: number = "text"\n')
  write('src/b.js', 'debugger\n')
}

describe('wayline check --with', () => {
  test('runs the tools that a project uses, and tells what they find as its own', async () => {
    typescriptProject()
    expect(await found(['--with'])).toEqual(['src/a.ts:1:14 tsc/TS2322', 'src/b.js:1:1 eslint/no-debugger'])
    const { code, output } = await run(['--with', 'eslint'])
    expect(output).toMatch(
      /^src\/b\.js:1:1 {2}error {2}.*\[eslint\/no-debugger\]\n {2}> 1 \| debugger|> 1 \| debugger/m,
    )
    expect(code).toBe(1)
  })

  test('holds for SARIF, with a place where the rule is explained', async () => {
    typescriptProject()
    const log: unknown = JSON.parse((await run(['--with', 'eslint,tsc', '--format', 'sarif'])).output)
    expect(sarifProblems(log)).toEqual([])
    expect(JSON.stringify(log)).toContain('"helpUri":"https://eslint.org/docs/latest/rules/no-debugger"')
  })

  test('suppressions hold for other tools as well', async () => {
    typescriptProject()
    write('src/b.js', 'debugger // wayline-ignore[eslint/no-debugger] while we look for it\n')
    expect(await found(['--with', 'eslint'])).toEqual(['src/b.js:1:1 eslint/no-debugger (comment)'])
  })

  test('so do paths', async () => {
    typescriptProject()
    expect(await found(['src/b.js', '--with'])).toEqual(['src/b.js:1:1 eslint/no-debugger'])
  })

  test('so does a baseline', async () => {
    typescriptProject()
    expect((await run(['--with', 'eslint', '--write-baseline'])).code).toBe(0)
    write('src/c.js', 'debugger\n')
    expect(await found(['--with', 'eslint'])).toEqual([
      'src/b.js:1:1 eslint/no-debugger (baseline)',
      'src/c.js:1:1 eslint/no-debugger',
    ])
  })

  test('what the settings leave out is left out of what they find', async () => {
    typescriptProject()
    write('.wayline/settings.json', '{"diagnosis": {"exclude": ["src/b.js"]}}')
    expect(await found(['--with', 'eslint'])).toEqual([])
  })

  test('looks at what has changed only', async () => {
    typescriptProject()
    git('init', '--quiet')
    git('add', '.')
    git('commit', '--quiet', '--message', 'First')
    write('src/c.js', 'debugger\n')
    expect(await found(['--changed-since', 'HEAD', '--with', 'eslint'])).toEqual(['src/c.js:1:1 eslint/no-debugger'])
  })

  test('says that it reads no staged content', async () => {
    typescriptProject()
    git('init', '--quiet')
    git('add', '.')
    const { errors, output } = await run(['--staged', '--with', 'eslint'])
    expect(errors).toContain('Other tools read the files as they lie in the folder')
    expect(output).toContain('src/b.js:1:1')
  })

  test('a tool that is not installed is told, and matters where it was named', async () => {
    write('eslint.config.mjs', 'export default []\n')
    const found = await run(['--with'])
    expect(found.errors).toContain('eslint is neither installed in this folder nor in the path')
    expect(found.code).toBe(0)
    const named = await run(['--with', 'eslint', '--json'])
    expectSentence(named)
    expect(named.code).toBe(2)
    expect(Told.parse(JSON.parse(named.output)).guestFailures).toMatchObject([{ guest: 'eslint' }])
    const sarif: unknown = JSON.parse((await run(['--with', '--format', 'sarif'])).output)
    expect(sarifProblems(sarif)).toEqual([])
    expect(JSON.stringify(sarif)).toContain('guest/eslint')
  })

  test.each([
    ['falls over', "process.stderr.write('Oops: \\u001b[31mred\\n'); process.exit(3)\n", 'ended with code 3'],
    ['prints what nobody understands', "console.log('{')\n", 'no list of findings'],
    ['ends itself', "process.kill(process.pid, 'SIGKILL')\n", 'was ended by somebody else'],
  ])('a tool that %s costs its own findings only', async (_, script, told) => {
    write('node_modules/eslint/bin/eslint.js', script)
    write('eslint.config.mjs', 'export default []\n')
    write('a.py', 'def f(:\n    return 1\n')
    const { errors, output, code } = await run(['--with'])
    expect(errors).toContain(told)
    expect(errors).not.toContain('\u001b')
    expect(output).toContain('[syntax-error]')
    expect(code).toBe(1)
  })

  test('a secret in a line that a tool is about is not shown', async () => {
    typescriptProject()
    const secret = ['ghp', '_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('')
    write('src/b.js', `debugger; const token = '${secret}'\n`)
    const { output } = await run(['--with', 'eslint', '--json'])
    expect(output).toContain('eslint/no-debugger')
    expect(output).not.toContain(secret)
  })

  test('a name that is none is refused, with those that there are', async () => {
    const ran = await run(['--with', 'eslnt'])
    expectSentence(ran)
    expect(ran.errors).toContain('eslint, tsc, ruff')
    expect(ran.code).toBe(2)
  })

  test('what a tool has started goes with it when it is interrupted', async () => {
    write('node_modules/eslint/bin/eslint.js', "require('child_process').spawn('sleep', ['1000'])\n")
    write('eslint.config.mjs', 'export default []\n')
    const { child, pid, exited } = startProcess(programs.wayline, ['check', '--with', 'eslint'], {
      env: home.env,
      cwd: home.project,
    })
    const sleeping = (): number[] => childrenOf(pid).flatMap(tool => childrenOf(tool))
    await until(() => sleeping().length > 0)
    const [sleeper = 0] = sleeping()
    child.kill('SIGINT')
    expect(await exited).toEqual({ code: 130, signal: null })
    await until(() => !fs.existsSync(`/proc/${sleeper}`))
  })
})
