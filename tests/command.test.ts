import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { noModel } from './src/home.ts'
import { programs, runProcess, type Finished } from './src/processes.ts'
import { useSession, type Session } from './src/session.ts'
import { testUnless } from './src/skip.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const Answer = z.object({
  items: z.array(
    z.looseObject({
      insertText: z.string(),
      range: z.object({
        start: z.object({ line: z.int(), character: z.int() }),
        end: z.object({ line: z.int(), character: z.int() }),
      }),
    }),
  ),
  model: z.string(),
  latencyMs: z.number(),
})

function wayline(session: Session, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return runProcess(programs.wayline, args, { env: { ...session.home.env, ...env }, cwd: root })
}

describe('The command with the embedded model', () => {
  const session = useSession('stdio', { model: true })

  testUnless(noModel())('prints candidates for a place in a file', async () => {
    const run = await wayline(session(), ['complete', 'tests/fixtures/prices.py:11:12', '--json'])
    expect(run.errors).not.toMatch(/Error|\n\s+at /)
    const answer = Answer.parse(JSON.parse(run.output))
    expect(answer.items).not.toEqual([])
    expect(answer.items[0]?.insertText).not.toBe('')
    expect(answer.model).toContain('SmolLM2')
    expect(run.code).toBe(0)
  })

  testUnless(noModel())('lists the model that is there', async () => {
    const run = await wayline(session(), ['model', 'list'])
    expect(run.output).toContain('SmolLM2-135M-Instruct')
    expect(run.code).toBe(0)
  })
})

describe('The command', () => {
  const session = useSession('stdio')

  test('tells its version', async () => {
    const run = await wayline(session(), ['--version'])
    expect(run.output.trim()).toMatch(/^(wayline )?\d+\.\d+\.\d+/)
    expect(run.code).toBe(0)
  })

  test('tells what it can do', async () => {
    const run = await wayline(session(), ['--help'])
    for (const command of ['lsp', 'serve', 'complete', 'model', 'editors', 'doctor'])
      expect(run.output).toContain(command)
    expect(run.code).toBe(0)
  })

  test.each([
    ['an unknown command', ['fly']],
    ['an unknown option', ['complete', '--fly']],
    ['a place that is none', ['complete', 'nowhere']],
    ['no way to talk to the editor', ['lsp', '--telepathy']],
    ['an unknown engine', ['serve', '--engine', 'steam']],
  ])('ends with code 2 and a sentence for %s', async (_, args) => {
    const run = await wayline(session(), args)
    expect(run.code).toBe(2)
    expect(run.errors.trim()).not.toBe('')
    expect(run.errors).not.toMatch(/\n\s+at /)
  })

  test.each([
    ['a file that does not exist', ['complete', 'no-such-file.ts:1:1'], /no-such-file\.ts/],
    [
      'a gateway that does not answer',
      ['complete', 'tests/fixtures/prices.py:11:12', '--gateway-url', 'http://127.0.0.1:9', '--token', 'x'],
      /127\.0\.0\.1:9/,
    ],
  ])('ends with code 1 and a remedy for %s', async (_, args, sentence) => {
    const run = await wayline(session(), args)
    expect(run.errors).toMatch(sentence)
    expect(run.errors).not.toMatch(/\n\s+at /)
    expect(run.code).toBe(1)
  })

  test.each(['vscode', 'jetbrains', 'neovim', 'helix', 'eglot', 'lsp-mode', 'vim', 'zed', 'kate', 'sublime'])(
    'prints how to connect %s',
    async editor => {
      const run = await wayline(session(), ['editors', editor])
      expect(run.output).toMatch(/wayline/)
      expect(run.code).toBe(0)
    },
  )

  test('finds what is wrong on a computer with nothing set up, with a remedy each', async () => {
    const run = await wayline(session(), ['doctor'], { WAYLINE_MODEL_INDEX: 'http://127.0.0.1:9/simple' })
    expect(run.output).toContain('wayline model pull')
    expect(run.output).not.toMatch(/\n\s+at /)
  })
})

describe('A gateway that cannot start', () => {
  const session = useSession('stdio')

  test('because its port is taken says which, and what to do', async () => {
    const engine = await session().engine()
    const { port } = new URL((await session().gateway(engine)).url)
    const run = await wayline(session(), ['serve', '--port', port, '--engine', 'openai', '--engine-url', engine.url])
    expect(run.errors).toContain(port)
    expect(run.errors).not.toMatch(/\n\s+at /)
    expect(run.code).toBe(1)
  })

  test('because its settings are not readable says where', async () => {
    const file = path.join(session().home.project, 'gateway.yaml')
    fs.writeFileSync(file, 'port: [not, a, port]\n')
    const run = await wayline(session(), ['serve', '--config', file])
    expect(run.errors).toMatch(/port/)
    expect(run.errors).not.toMatch(/\n\s+at /)
    expect(run.code).not.toBe(0)
  })

  test('because its data folder is a file says so', async () => {
    const file = path.join(session().home.project, 'file')
    fs.writeFileSync(file, '')
    const run = await wayline(session(), ['serve', '--port', '0', '--data-dir', path.join(file, 'data')])
    expect(run.errors).toContain(file)
    expect(run.errors).not.toMatch(/\n\s+at /)
    expect(run.code).not.toBe(0)
  })
})
