import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expectSentence, wayline } from './src/command.ts'
import { makeHome, type Home } from './src/home.ts'
import { childrenOf, programs, startProcess, until } from './src/processes.ts'
import { sarifProblems } from './src/sarif-schema.ts'

const bad = 'def f(:\n    return 1\n'
const good = 'def f():\n    return 1\n'

let home: Home
beforeEach(() => (home = makeHome()))
afterEach(() => home.remove())

const run = (...args: string[]) => wayline(home, args, { cwd: home.project })

const write: Home['write'] = (...file) => home.write(...file)

function git(...args: string[]): string {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main']
  return execFileSync('git', [...who, ...args], { cwd: home.project, env: home.env, encoding: 'utf8', stdio: 'pipe' })
}

/** Files with findings, as the JSON report has them. */
async function found(...args: string[]): Promise<string[]> {
  const { output } = await run('check', '--json', ...args)
  const { findings } = JSON.parse(output) as { findings: { path: string }[] }
  return findings.map(finding => finding.path)
}

describe('wayline check', () => {
  test('ends with 0 where nothing is found', async () => {
    write('a.py', good)
    expect(await run('check')).toMatchObject({ code: 0, output: 'Nothing found in 1 file.\n' })
  })

  test('ends with 1 where something counts, and shows it', async () => {
    write('src/a.py', bad)
    const { code, output } = await run('check')
    expect(output).toMatch(/^src\/a\.py:1:\d+ {2}error {2}.* \[syntax-error\]\n/)
    expect(output).toContain('> 1 | def f(:')
    expect(code).toBe(1)
  })

  test('what counts is a choice', async () => {
    write('a.py', bad)
    expect((await run('check', '--fail-on', 'never')).code).toBe(0)
    expect((await run('check', '--fail-on', 'error')).code).toBe(1)
  })

  test('ends with 2 and a sentence where the settings of the folder are no JSON', async () => {
    write('.wayline/settings.json', '{')
    const ran = await run('check')
    expectSentence(ran)
    expect(ran.code).toBe(2)
  })

  test('names a setting that is none, and goes on', async () => {
    write('.wayline/settings.json', '{"diagnosys": {}}')
    const { code, errors } = await run('check')
    expect(errors).toContain('wayline.diagnosis')
    expect(code).toBe(0)
  })

  test('of named paths leaves out nothing but ignored files', async () => {
    write('node_modules/a/a.py', bad)
    write('.hidden/b.py', bad)
    write('c.py', bad)
    write('.gitignore', 'c.py\n')
    expect(await found()).toEqual([])
    expect(await found('node_modules', '.hidden', 'c.py')).toEqual(['.hidden/b.py', 'node_modules/a/a.py'])
  })

  test('leaves out what the settings of the folder exclude, named or not, and tells of what was named', async () => {
    write('.wayline/settings.json', '{"diagnosis": {"exclude": ["vendor/", "*_pb2.py"]}}')
    write('vendor/a.py', bad)
    write('src/b_pb2.py', bad)
    write('src/c.py', bad)
    expect(await found()).toEqual(['src/c.py'])
    const { output } = await run('check', 'vendor/a.py', 'src/c.py')
    expect(output).toContain('Left out: vendor/a.py: the setting diagnosis.exclude names it.')
    expect(output).not.toContain('vendor/a.py:1')
    expect((await run('check', 'vendor')).output).toContain('Left out: vendor: the setting diagnosis.exclude names it.')
    expect((await run('check', 'src')).output).not.toContain('Left out')
  })

  test('writes several reports at once, and SARIF as its schema has it', async () => {
    write('a.py', bad)
    const { output } = await run('check', '--format', 'text,sarif=out/report.sarif,html=report.html')
    expect(output).toContain('1 finding')
    const log: unknown = JSON.parse(fs.readFileSync(path.join(home.project, 'out/report.sarif'), 'utf8'))
    expect(sarifProblems(log)).toEqual([])
    expect(JSON.stringify(log)).toContain('"uri":"a.py","uriBaseId":"%SRCROOT%"')
    expect(fs.readFileSync(path.join(home.project, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/)
  })

  test('writes a long report whole, also where it is read slowly', async () => {
    for (let at = 0; at < 200; at++) write(`${at}.py`, bad)
    const files = await found()
    expect(files).toHaveLength(200)
  })

  test('tells in SARIF what a comment suppresses, again from the cache, and counts it not', async () => {
    write('a.py', 'import hashlib\nhashlib.md5(b)  # wayline-ignore[python-weak-hash] names a file\n')
    for (let time = 1; time <= 2; time++) {
      const { output, code } = await run('check', '--format', 'sarif')
      const log = JSON.parse(output) as { runs: { results: { ruleId: string; suppressions: unknown }[] }[] }
      expect(log.runs[0]?.results).toMatchObject([
        { ruleId: 'python-weak-hash', suppressions: [{ kind: 'inSource', justification: 'names a file' }] },
      ])
      expect(code).toBe(0)
    }
    expect((await run('check')).output).toBe('Nothing found in 1 file. 1 finding suppressed.\n')
    await run('check', '--write-baseline')
    expect(fs.readFileSync(path.join(home.project, '.wayline/baseline.json'), 'utf8')).not.toContain('python-weak-hash')
  })

  test('a baseline lets what was there pass, and nothing else', async () => {
    write('a.py', bad)
    expect(await run('check', '--write-baseline')).toMatchObject({ code: 0, errors: '' })
    write('a.py', `\n\n${bad}`)
    expect((await run('check')).code).toBe(0)
    write('b.py', bad)
    expect((await run('check')).code).toBe(1)
  })

  test('leaves everything as it was when it is interrupted', async () => {
    for (let at = 0; at < 200; at++) write(`${at}.py`, `x = [${'1, '.repeat(100_000)}]\n`)
    const { child, pid, exited } = startProcess(programs.wayline, ['check', '--output', 'out.txt'], {
      env: home.env,
      cwd: home.project,
    })
    const cache = path.join(home.folder, 'cache/wayline')
    await until(() => childrenOf(pid).length > 0)
    child.kill('SIGINT')
    expect(await exited).toEqual({ code: 130, signal: null })
    expect(fs.existsSync(path.join(home.project, 'out.txt'))).toBe(false)
    expect(fs.existsSync(cache)).toBe(false)
  })
})

describe('wayline check in a repository', () => {
  beforeEach(() => {
    git('init', '--quiet')
    write('a.py', good)
    git('add', '.')
    git('commit', '--quiet', '--message', 'First')
  })

  test('refuses a path that is not there, whichever contents are meant', async () => {
    write('a.py', good)
    git('add', '.')
    git('commit', '-qm', 'a', '--allow-empty')
    for (const which of [['--staged'], ['--at', 'HEAD'], ['--changed-since', 'HEAD']]) {
      expect((await run('check', ...which, 'a.py')).code).toBe(0)
      const finished = await run('check', ...which, 'typo.py')
      expectSentence(finished)
      expect([finished.code, finished.errors]).toEqual([2, expect.stringContaining('typo.py')])
    }
  })

  test('--staged reads what is staged, not the file beside it', async () => {
    write('a.py', bad)
    git('add', 'a.py')
    write('a.py', good)
    expect(await found('--staged')).toEqual(['a.py'])
    git('add', 'a.py')
    write('a.py', bad)
    expect(await found('--staged')).toEqual([])
  })

  test('--staged works before the first commit, and with names of every kind', async () => {
    fs.rmSync(path.join(home.project, '.git'), { recursive: true })
    git('init', '--quiet')
    write('--help', 'x')
    write('ü "\n.py', bad)
    git('add', '.')
    expect(await found('--staged')).toEqual(['ü "\n.py'])
    expect(await found('--staged', '--', 'a.py')).toEqual([])
  })

  test('--staged takes no link for a file', async () => {
    write('b.txt', bad)
    fs.symlinkSync('b.txt', path.join(home.project, 'b.py'))
    git('add', 'b.py')
    expect(await found('--staged')).toEqual([])
  })

  test('--changed-since finds what the branch has changed, and what Git does not know yet', async () => {
    git('switch', '--quiet', '--create', 'topic')
    write('b.py', bad)
    git('add', 'b.py')
    git('commit', '--quiet', '--message', 'Second')
    git('switch', '--quiet', 'main')
    write('other.py', bad)
    git('add', 'other.py')
    git('commit', '--quiet', '--message', 'Third')
    git('switch', '--quiet', 'topic')
    write('c.py', bad)
    write('other.py', good)
    expect(await found('--changed-since', 'main')).toEqual(['b.py', 'c.py'])
    expect(await found('--changed-since', 'main', 'c.py')).toEqual(['c.py'])
  })

  test('--at reads a commit, not what lies in the folder', async () => {
    git('switch', '--quiet', '--create', 'topic')
    write('sub/b.py', bad)
    git('add', '.')
    git('commit', '--quiet', '--message', 'Second')
    write('a.py', bad)
    write('sub/b.py', good)
    expect(await found('--at', 'topic')).toEqual(['sub/b.py'])
    expect(await found('--at', 'topic', 'sub')).toEqual(['sub/b.py'])
    expect(await found('--at', 'main')).toEqual([])
    expect(await found('--at', 'topic', '--changed-since', 'main')).toEqual(['sub/b.py'])
    const ran = await run('check', '--at', 'nowhere')
    expectSentence(ran)
    expect(ran.code).toBe(2)
  })

  test('no program that the repository names is started', async () => {
    const script = path.join(home.folder, 'evil.sh')
    const ran = path.join(home.folder, 'ran')
    fs.writeFileSync(script, `#!/bin/sh\ntouch ${ran}\ncat\n`, { mode: 0o755 })
    write('.gitattributes', '* filter=evil diff=evil\n')
    git('add', '.')
    for (const name of [
      'core.fsmonitor',
      'core.pager',
      'diff.external',
      'diff.evil.command',
      'diff.evil.textconv',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
    ])
      git('config', name, script)
    write('a.py', bad)
    expect(await found('--changed-since', 'HEAD')).toContain('a.py')
    await run('check', '--staged')
    await run('check', '--at', 'HEAD', '--changed-since', 'HEAD')
    expect(fs.existsSync(ran)).toBe(false)
    // Git itself starts them: the test can fail.
    git('diff')
    expect(fs.existsSync(ran)).toBe(true)
  })

  test('outside of a repository there is a sentence', async () => {
    const ran = await wayline(home, ['check', '--staged'], { cwd: home.folder })
    expectSentence(ran)
    expect(ran.code).toBe(2)
  })
})

describe('wayline hook', () => {
  beforeEach(() => git('init', '--quiet'))

  const commit = (): { passed: boolean; told: string } => {
    try {
      return { passed: true, told: git('commit', '--quiet', '--message', 'Try') }
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string }
      return { passed: false, told: stdout + stderr }
    }
  }
  const hook = (name = 'pre-commit'): string => path.join(home.project, '.git/hooks', name)

  test('a commit with a finding is blocked, and passes when that is mended', async () => {
    expect(await run('hook', 'install')).toMatchObject({ code: 0, errors: '' })
    write('a.py', bad)
    git('add', '.')
    expect(commit()).toMatchObject({ passed: false, told: expect.stringContaining('a.py:1:') as string })
    write('a.py', good)
    git('add', '.')
    expect(commit().passed).toBe(true)
  })

  test('a hook that was there runs first, and comes back', async () => {
    const before = '#!/bin/sh\necho before >&2\nexit 3\n'
    fs.writeFileSync(hook(), before, { mode: 0o755 })
    await run('hook', 'install')
    await run('hook', 'install')
    write('a.py', bad)
    git('add', '.')
    expect(commit()).toEqual({ passed: false, told: 'before\n' })
    await run('hook', 'uninstall')
    expect(fs.readFileSync(hook(), 'utf8')).toBe(before)
    expect(fs.readdirSync(path.dirname(hook()))).not.toContain('pre-commit.before-wayline')
  })

  test('goes where the repository looks for hooks', async () => {
    git('config', 'core.hooksPath', 'own-hooks')
    await run('hook', 'install')
    expect(fs.readdirSync(path.join(home.project, 'own-hooks'))).toEqual(['pre-commit'])
  })

  test.each([
    ['a folder that others share', () => git('config', 'core.hooksPath', home.folder)],
    ['what is no script', () => fs.writeFileSync(hook(), '\u007fELF', { mode: 0o755 })],
    ['what others look after', () => git('config', 'core.hooksPath', '.husky/_')],
  ])('leaves %s alone', async (_, prepare) => {
    prepare()
    const ran = await run('hook', 'install')
    expectSentence(ran)
    expect(ran.code).toBe(1)
  })

  test('takes away no hook of somebody else', async () => {
    fs.writeFileSync(hook(), '#!/bin/sh\n', { mode: 0o755 })
    const ran = await run('hook', 'uninstall')
    expectSentence(ran)
    expect(fs.existsSync(hook())).toBe(true)
  })

  test('before a push everything counts that the other side does not have', async () => {
    const remote = path.join(home.folder, 'remote.git')
    execFileSync('git', ['init', '--quiet', '--bare', remote], { env: home.env })
    git('remote', 'add', 'origin', remote)
    write('a.py', good)
    git('add', '.')
    git('commit', '--quiet', '--message', 'First')
    await run('hook', 'install', '--pre-push')
    git('push', '--quiet', 'origin', 'HEAD:main')
    write('b.py', bad)
    git('add', '.')
    git('commit', '--quiet', '--message', 'Second')
    expect(() => git('push', '--quiet', 'origin', 'HEAD:main')).toThrow(/b\.py|Command failed/)
    // What lies in the folder is not what is pushed.
    write('b.py', good)
    expect(() => git('push', '--quiet', 'origin', 'HEAD:main')).toThrow(/b\.py|Command failed/)
    git('add', '.')
    git('commit', '--quiet', '--message', 'Third')
    write('b.py', bad)
    git('push', '--quiet', 'origin', 'HEAD:main')
  })
})
