import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { expectSentence, wayline } from './src/command.ts'
import { programs, startProcess } from './src/processes.ts'
import { useSession } from './src/session.ts'
import type { StandInEngine } from './src/stand-in-engine.ts'
import { forgeTokens, gitlabRefs, startGithub, startGitlab, type StandInForge } from './src/stand-in-forge.ts'

const before = `import hashlib


def total(items):
    return sum(items)


def name(data):
    return hashlib.md5(data).hexdigest()


def last(items):
    return items[-1]
`
const after = before
  .replace('    return sum(items)\n', '    count = len(items)\n    return sum(items) / count\n')
  .replace('    return items[-1]\n', '    key = hashlib.md5(items[-1]).hexdigest()\n    return key\n')
const divides = {
  file: 'src/shop.py',
  line: 6,
  severity: 'warning',
  text: 'An empty list is divided by zero here; return 0 for it.',
}

const Told = z.object({
  findings: z.array(
    z.object({ path: z.string(), rule: z.string(), range: z.object({ start: z.object({ line: z.number() }) }) }),
  ),
  remarks: z.array(z.object({ path: z.string(), line: z.number(), text: z.string() })),
  model: z.object({ name: z.string().nullable(), notes: z.array(z.string()) }),
})

describe('wayline review', () => {
  const session = useSession()
  const file = (name: string): string => path.join(session().home.project, name)
  const write = (name: string, text: string): void => {
    fs.mkdirSync(path.dirname(file(name)), { recursive: true })
    fs.writeFileSync(file(name), text)
  }
  const git = (...args: string[]): string => {
    const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main']
    const { project, env } = session().home
    return execFileSync('git', [...who, ...args], { cwd: project, env, encoding: 'utf8', stdio: 'pipe' }).trim()
  }
  const commit = (message: string): void => {
    git('add', '.')
    git('commit', '--quiet', '--message', message)
  }
  const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    wayline(session().home, ['review', ...args], { cwd: session().home.project, env })
  const review = async (args: string[], env: NodeJS.ProcessEnv = {}): Promise<z.infer<typeof Told>> =>
    Told.parse(JSON.parse((await run(['--base', 'main', '--json', ...args], env)).output))

  /** A gateway whose model says this. */
  async function model(answer: unknown): Promise<{ engine: StandInEngine; env: NodeJS.ProcessEnv }> {
    const engine = await session().engine()
    engine.answerChat = () => (typeof answer === 'string' ? answer : JSON.stringify(answer))
    const { url, key } = await session().gateway(engine)
    return { engine, env: { WAYLINE_GATEWAY_URL: url, WAYLINE_API_KEY: key } }
  }

  beforeEach(() => {
    git('init', '--quiet')
    write('src/shop.py', before)
    write('src/old.py', 'def f(:\n')
    commit('First')
    git('switch', '--quiet', '--create', 'topic')
    write('src/shop.py', after)
    commit('Second')
    git('switch', '--quiet', 'main')
    write('src/other.py', 'def g(:\n')
    commit('Third')
    git('switch', '--quiet', 'topic')
  })

  test('of a subfolder is of the whole repository', async () => {
    const cwd = file('docs')
    fs.mkdirSync(cwd, { recursive: true })
    const { output } = await wayline(session().home, ['review', '--base', 'main', '--json'], { cwd })
    expect(Told.parse(JSON.parse(output)).findings.map(one => one.path)).toContain('src/shop.py')
  })

  test('tells the findings on changed lines only, and that no model was asked', async () => {
    const { findings, remarks, model: asked } = await review([])
    expect(findings).toMatchObject([{ path: 'src/shop.py', rule: 'python-weak-hash', range: { start: { line: 13 } } }])
    expect(remarks).toEqual([])
    expect(asked.notes.join()).toMatch(/^No model was asked/)
    expect((await run(['--base', 'main', '--fail-on', 'information'])).code).toBe(1)
    expect((await run(['--base', 'main', '--fail-on', 'never'])).code).toBe(0)
  })

  test('reads what is committed, not what lies in the folder', async () => {
    write('src/shop.py', before)
    expect((await review(['--no-model'])).findings).toHaveLength(1)
  })

  test('a model is shown each change with its function, and what it says stands beside the findings', async () => {
    const { engine, env } = await model([divides])
    const { output, code } = await run(['--base', 'main', '--fail-on', 'information'], env)
    expect(output).toContain('src/shop.py:14:')
    expect(output).toMatch(/A model says \(it may be wrong\):\n\nsrc\/shop\.py:6:5 {2}warning {2}An empty list/)
    expect(output).toContain('> 6 |     return sum(items) / count')
    expect(code).toBe(1)
    expect(engine.chats).toHaveLength(2)
    const shown = engine.chats.map(messages => messages.at(-1)?.content).join('\n')
    expect(shown).toContain(
      '4  def total(items):\n  -    return sum(items)\n5 +    count = len(items)\n6 +    return sum(items) / count\n',
    )
    expect(shown).toContain('Found already:\n- line 14: ')
    expect(shown).not.toContain('def name')
  })

  test('what a model says is no reason to fail', async () => {
    const { env } = await model([divides])
    const { code } = await run(['--base', 'main', '--baseline', 'known.json'], env)
    expect(code).toBe(2)
    write('src/shop.py', after.replace('hashlib.md5(items[-1])', 'hashlib.sha256(items[-1])'))
    commit('Fourth')
    const { code: passed, output } = await run(['--base', 'main', '--fail-on', 'hint'], env)
    expect(output).toContain('An empty list')
    expect(passed).toBe(0)
  })

  test('no secret and nothing of an excluded file is shown to a model', async () => {
    const secret = ['ghp', '_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('')
    write('.waylineignore', 'private\n')
    write('src/shop.py', after.replace('count = len(items)', `count = len(items)\n    token = "${secret}"`))
    write('private/a.py', 'hidden = 1\n')
    commit('Fourth')
    const { engine, env } = await model([])
    await run(['--base', 'main'], env)
    write('src/shop.py', after)
    commit('Fifth')
    await run(['--base', 'HEAD~1'], env)
    const sent = JSON.stringify(engine.chats)
    expect(sent).toContain('token = \\"xxxx')
    expect(sent).not.toContain(secret)
    expect(sent).not.toContain('hidden')
  })

  test('what a finding says already, and what is said twice, is said once', async () => {
    const weak = { ...divides, line: 14, text: 'MD5 is a weak hash; use SHA-256 instead of the weak hash MD5.' }
    const { env } = await model([divides, { ...divides, text: 'Divided by zero for an empty list.' }, weak])
    const { remarks } = await review([], env)
    expect(remarks.map(({ line }) => line)).toEqual([5])
  })

  test.each([
    ['talks', 'I think that everything is fine! [1] {"file": "src/shop.py"'],
    [
      'names what is not there',
      [
        { ...divides, file: '/etc/passwd' },
        { ...divides, line: 1 },
        { ...divides, line: 10 ** 12 },
      ],
    ],
    ['goes on without end', `[${'{"a":['.repeat(20_000)}`],
  ])('a model that %s changes nothing', async (_, answer) => {
    const { env } = await model(answer)
    const { findings, remarks } = await review([], env)
    expect(findings).toHaveLength(1)
    expect(remarks).toEqual([])
  })

  test('without a gateway that answers there are findings, and a word on it', async () => {
    const { output, code } = await run([
      '--base',
      'main',
      '--gateway-url',
      'http://127.0.0.1:9',
      '--fail-on',
      'information',
    ])
    expect(output).toContain('[python-weak-hash')
    expect(output).toMatch(/No model answered: The gateway at \S+ cannot be reached/)
    expect(code).toBe(1)
  })

  test('settings of the repository have no say in where its code is sent', async () => {
    const { engine } = await model([divides])
    write('.wayline/settings.json', JSON.stringify({ gateway: { url: engine.url } }))
    expect((await review([])).model.name).toBeNull()
    expect(engine.chats).toEqual([])
  })

  test.each([
    ['no base', []],
    ['a base that is none', ['--base', 'nowhere']],
    ['an unknown format', ['--base', 'main', '--format', 'sarif']],
    ['a key without its gateway', ['--base', 'main', '--token', 'k']],
  ])('%s is told in a sentence', async (_, args) => {
    const ran = await run(args)
    expectSentence(ran)
    expect(ran.code).toBe(2)
  })

  test('ends at once when it is interrupted', async () => {
    const { engine, env } = await model([])
    engine.hold()
    const { project, env: own } = session().home
    const asked = new Promise<void>(resolve => {
      const push = engine.chats.push.bind(engine.chats)
      engine.chats.push = (...messages) => {
        resolve()
        return push(...messages)
      }
    })
    const { child, exited } = startProcess(programs.wayline, ['review', '--base', 'main', '--output', 'out.txt'], {
      env: { ...own, ...env },
      cwd: project,
    })
    await asked
    child.kill('SIGINT')
    expect(await exited).toEqual({ code: 130, signal: null })
    expect(fs.existsSync(file('out.txt'))).toBe(false)
  })

  describe('posts', () => {
    let forge: StandInForge
    const begin = async (start: () => Promise<StandInForge>): Promise<void> => {
      forge = await start()
      forge.head = git('rev-parse', 'HEAD')
      forge.shown = linesShown(git('diff', '--unified=3', 'main...HEAD'))
    }
    afterEach(() => forge.close())

    test('a review to GitHub, each comment once', async () => {
      await begin(startGithub)
      const { env } = await model([divides])
      const event = file('../event.json')
      fs.writeFileSync(event, '{"pull_request": {"number": 7}}')
      const ci = { GITHUB_TOKEN: forgeTokens.writing, GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: 'acme/shop' }
      const post = () =>
        run(['--base', 'main', '--post', 'github', '--fail-on', 'information'], {
          ...env,
          ...ci,
          GITHUB_EVENT_PATH: event,
        })
      const { errors, code } = await post()
      expect(errors).toContain('2 comments posted, 0 there already.')
      expect(code).toBe(1)
      expect(forge.reviews).toMatchObject([
        {
          commit_id: forge.head,
          event: 'COMMENT',
          body: expect.stringContaining('1 finding and 1 remark of a model') as string,
          comments: [
            { path: 'src/shop.py', line: 14, side: 'RIGHT' },
            { path: 'src/shop.py', line: 6, side: 'RIGHT', body: expect.stringContaining('A model says') as string },
          ],
        },
      ])
      forge.bodies.unshift(...Array.from({ length: 150 }, (_, at) => `Somebody's own ${at}`))
      expect((await post()).errors).toContain('0 comments posted, 2 there already.')
      expect(forge.reviews).toHaveLength(1)
      // Lines that move are the same still.
      write('src/shop.py', `# A shop.\n${after}`)
      commit('Fourth')
      forge.head = git('rev-parse', 'HEAD')
      expect((await post()).errors).toContain('1 comment posted, 1 there already.')
    })

    test('threads to GitLab, by the commits that it names', async () => {
      await begin(startGitlab)
      git('mv', 'src/shop.py', 'src/store.py')
      commit('Fourth')
      forge.head = git('rev-parse', 'HEAD')
      forge.shown = linesShown(git('diff', '--unified=3', '-M', 'main...HEAD'))
      const ci = { GITLAB_TOKEN: forgeTokens.writing, CI_API_V4_URL: forge.url, CI_PROJECT_ID: 'acme/shop' }
      const post = () => run(['--base', 'main', '--post', 'gitlab'], { ...ci, CI_MERGE_REQUEST_IID: '7' })
      expect((await post()).errors).toContain('1 comment posted, 0 there already.')
      expect(forge.discussions).toMatchObject([
        {
          position: {
            ...gitlabRefs,
            head_sha: forge.head,
            old_path: 'src/shop.py',
            new_path: 'src/store.py',
            new_line: 14,
          },
        },
      ])
      expect((await post()).errors).toContain('0 comments posted, 1 there already.')
    })

    test.each<[string, NodeJS.ProcessEnv, string[], RegExp]>([
      ['a wrong token', { GITHUB_TOKEN: 'wrong' }, [], /did not accept the token.*Bad credentials/],
      [
        'a token that may only read',
        { GITHUB_TOKEN: forgeTokens.reading },
        [],
        /may not do that.*pull-requests: write/,
      ],
      ['no token', { GITHUB_TOKEN: '' }, [], /no token to post with.*GITHUB_TOKEN/],
      ['a pull request that is not there', {}, ['--pull', '8'], /nothing at \/repos\/acme\/shop\/pulls\/8/],
      ['no number', {}, ['--pull', 'x'], /no number of a pull request/],
      ['a repository that is none', {}, ['--repo', '../../x'], /no repository/],
      ['an address where nothing listens', {}, ['--api-url', 'http://127.0.0.1:9'], /cannot be reached/],
      ['an address that is none', {}, ['--api-url', 'nowhere'], /no address|not an address/],
    ])('nothing with %s, and says so', async (_, env, args, told) => {
      await begin(startGithub)
      const own = { GITHUB_TOKEN: forgeTokens.writing, ...env }
      const where = ['--repo', 'acme/shop', '--pull', '7', '--api-url', forge.url, ...args]
      const ran = await run(['--base', 'main', '--post', 'github', ...where], own)
      expect(ran.errors).toMatch(told)
      expect(ran.errors).not.toContain(forgeTokens.writing)
      expect(ran.code).toBe(2)
      expect(forge.reviews).toEqual([])
    })

    test('nothing of another commit than the one that is asked to be merged', async () => {
      await begin(startGithub)
      forge.head = 'a'.repeat(40)
      const where = ['--repo', 'acme/shop', '--pull', '7', '--api-url', forge.url]
      const ran = await run(['--base', 'main', '--post', 'github', ...where], { GITHUB_TOKEN: forgeTokens.writing })
      expect(ran.errors).toContain('the pull request is at aaaaaaaaaaaa')
      expect(forge.reviews).toEqual([])
    })
  })

  test('writes the bodies of both APIs to files', async () => {
    await run(['--base', 'main', '--format', 'text,github=hub.json,gitlab=lab.json'])
    expect(JSON.parse(fs.readFileSync(file('hub.json'), 'utf8'))).toMatchObject({
      commit_id: git('rev-parse', 'HEAD'),
      comments: [{ path: 'src/shop.py', line: 14 }],
    })
    expect(JSON.parse(fs.readFileSync(file('lab.json'), 'utf8'))).toMatchObject([
      { position: { base_sha: git('merge-base', 'main', 'HEAD'), new_line: 14 } },
    ])
  })
})

/** The lines of the new files that a page shows: those of every hunk with its context. */
function linesShown(diff: string): Map<string, Set<number>> {
  const shown = new Map<string, Set<number>>()
  let lines = new Set<number>()
  let next = 0
  for (const line of diff.split('\n')) {
    const [, name] = /^\+\+\+ b\/(.*)$/.exec(line) ?? []
    if (name !== undefined) shown.set(name, (lines = new Set()))
    const [, start] = /^@@ -\S+ \+(\d+)/.exec(line) ?? []
    if (start !== undefined) next = Number(start)
    else if (line.startsWith('+') && name === undefined) lines.add(next++)
    else if (line.startsWith(' ')) lines.add(next++)
  }
  return shown
}
