import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { expectSentence, wayline } from './src/command.ts'
import { noModel } from './src/home.ts'
import { useSession } from './src/session.ts'
import { testUnless } from './src/skip.ts'

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

describe('The command with the embedded model', () => {
  const session = useSession('stdio', { model: true })

  testUnless(noModel())('prints candidates for a place in a file', async () => {
    const run = await wayline(session().home, ['complete', 'tests/fixtures/prices.py:11:12', '--json'])
    expect(run.errors).not.toMatch(/Error|\n\s+at /)
    const answer = Answer.parse(JSON.parse(run.output))
    expect(answer.items).not.toEqual([])
    expect(answer.items[0]?.insertText).not.toBe('')
    expect(answer.model).toContain('SmolLM2')
    expect(run.code).toBe(0)
  })

  testUnless(noModel())('asks the local gateway with its own key, whatever is in the environment', async () => {
    const args = ['complete', 'tests/fixtures/prices.py:11:12', '--json']
    for (const key of ['one', 'another']) {
      const run = await wayline(session().home, args, { env: { WAYLINE_API_KEY: key } })
      expect(run.errors).toBe('')
      expect(run.code).toBe(0)
    }
  })

  testUnless(noModel())('lists the model that is there', async () => {
    const run = await wayline(session().home, ['model', 'list'])
    expect(run.output).toContain('SmolLM2-135M-Instruct')
    expect(run.code).toBe(0)
  })
})

describe('The command', () => {
  const session = useSession('stdio')

  test('tells its version', async () => {
    const run = await wayline(session().home, ['--version'])
    expect(run.output.trim()).toMatch(/^(wayline )?\d+\.\d+\.\d+/)
    expect(run.code).toBe(0)
  })
})

describe('A gateway that cannot start', () => {
  const session = useSession('stdio')

  test('because its port is taken says which, and what to do', async () => {
    const engine = await session().engine()
    const { port } = new URL((await session().gateway(engine)).url)
    const run = await wayline(session().home, [
      'serve',
      '--port',
      port,
      '--engine',
      'openai',
      '--engine-url',
      engine.url,
    ])
    expect(run.errors).toContain(port)
    expectSentence(run)
    expect(run.code).toBe(1)
  })

  test('in a folder of its own has told how editors and other commands use that', async () => {
    const run = await wayline(session().home, ['start', '--data-dir', 'own', '--model', 'nope'], {
      cwd: session().home.project,
    })
    expect(run.output).toContain(`WAYLINE_DATA_DIR=${path.join(session().home.project, 'own')} `)
    expect(run.code).toBe(1)
  })

  test('because its settings are not readable says where', async () => {
    const file = path.join(session().home.project, 'gateway.yaml')
    fs.writeFileSync(file, 'port: [not, a, port]\n')
    const run = await wayline(session().home, ['serve', '--config', file])
    expect(run.errors).toMatch(/port/)
    expectSentence(run)
    expect(run.code).not.toBe(0)
  })

  test('because its data folder is a file says so', async () => {
    const file = path.join(session().home.project, 'file')
    fs.writeFileSync(file, '')
    const run = await wayline(session().home, ['serve', '--port', '0', '--data-dir', path.join(file, 'data')])
    expect(run.errors).toContain(file)
    expectSentence(run)
    expect(run.code).not.toBe(0)
  })
})
