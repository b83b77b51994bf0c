import fs from 'node:fs'
import path from 'node:path'
import { expectSentence, wayline } from './src/command.ts'
import { noModel, sharedModel } from './src/home.ts'
import { localHealth, runningGateway, startLocalGateway } from './src/local-gateway.ts'
import { useSession } from './src/session.ts'
import { describeUnless } from './src/skip.ts'

/** The embedded model is slow where another test computes beside it. */
const patient = { completion: { timeoutMs: 60_000 } }
const code = 'def add(a, b):\n    return a + b\n\ndef subtract(a, b):\n    return |\n'

describe('A model that is named and is not here', () => {
  const session = useSession('stdio')

  test.each([
    [
      'a name that can be pulled',
      'qwen2.5-coder-1.5b',
      /Qwen2.5-Coder-1.5B is not .* `wayline model pull Qwen2.5-Coder-1.5B`\./,
    ],
    ['a name that nothing bears', 'nope', /There is no model "nope"\. .*SmolLM2-135M-Instruct, Qwen2.5-Coder-1.5B/],
    ['a file', '/nowhere/my.gguf', /my is not .* \/nowhere\/my\.gguf/],
  ])('is told instead of a gateway that could answer nothing: %s', async (_, model, sentence) => {
    const runs = [
      ['serve', '--port', '0'],
      ['start', '--port', '0'],
    ]
    for (const args of runs) {
      const run = await wayline(session().home, [...args, '--model', model])
      expect(run.errors).toMatch(sentence)
      expectSentence(run)
      expect(run.code).toBe(1)
    }
  })

  test('replaces no gateway that runs', async () => {
    const { pid } = await startLocalGateway(session().home)
    const run = await wayline(session().home, ['start', '--model', 'nope'])
    expect(run.code).toBe(1)
    expect((await runningGateway(session().home)).pid).toBe(pid)
  })

  test('is what the editor offers to fetch, with size and licence, and is told once however often it is asked', async () => {
    const { home } = session()
    home.env['WAYLINE_MODEL'] = 'Qwen2.5-Coder-1.5B'
    const editor = await session().editor({ settings: patient })
    const logged: string[] = []
    editor.connection.onNotification(
      'window/logMessage',
      ({ message }: { message: string }) => void logged.push(message),
    )
    const question = new Promise<string>(resolve => {
      editor.onQuestion = text => {
        resolve(text)
        return null
      }
    })
    for (const name of ['a', 'b', 'c']) {
      const document = await editor.open(home.uri(`${name}.py`), code, 'python')
      expect(await document.inline({ invoked: true })).toEqual([])
    }
    expect(await question).toMatch(/Qwen2\.5-Coder-1\.5B is not .*1\.1 GB, licence Apache-2\.0/)
    await editor.settled()
    expect(logged.filter(line => line.includes('Completions by'))).toEqual([])
    expect(logged.filter(line => line.includes('is not on this computer'))).toHaveLength(1)
    expect(await localHealth(home)).toBeNull()
  })
})

describeUnless(noModel())('Editors that want different models', () => {
  const session = useSession('stdio', { model: true })

  test('do not stand in each other’s way when one of the models is missing', async () => {
    const { home } = session()
    home.env['WAYLINE_MODEL'] = 'Qwen2.5-Coder-1.5B'
    const first = await session().editor({ settings: patient })
    const document = await first.open(home.uri('a.py'), code, 'python')
    expect(await document.inline({ invoked: true })).toEqual([])
    delete home.env['WAYLINE_MODEL']
    const second = await session().editor({ settings: patient })
    const other = await second.open(home.uri('b.py'), code, 'python')
    expect(await other.inline({ invoked: true })).toHaveLength(1)
  })

  test('share what the first one has begun, and the other is told', async () => {
    const { home } = session()
    fs.symlinkSync(sharedModel(), path.join(home.local.modelsDir, 'other.gguf'))
    await startLocalGateway(home)
    home.env['WAYLINE_MODEL'] = 'other'
    const editor = await session().editor({ settings: patient })
    const document = await editor.open(home.uri('a.py'), code, 'python')
    expect(await document.inline({ invoked: true })).toHaveLength(1)
    expect((await editor.nextMessage()).message).toMatch(/SmolLM2-135M-Instruct.*other.*`wayline start --model other`/)
  })
})
