import fs from 'node:fs'
import { noModel } from './src/home.ts'
import { localHealth, runningGateway, startGatewayOfAnotherBuild } from './src/local-gateway.ts'
import { childrenOf, ended, processesWith, startProcess, until } from './src/processes.ts'
import { useSession } from './src/session.ts'
import { describeUnless } from './src/skip.ts'

/** The embedded model is slow where another test computes beside it. */
const patient = { completion: { timeoutMs: 60_000 } }
const code = 'def add(a, b):\n    return a + b\n\ndef subtract(a, b):\n    return |\n'

describeUnless(noModel())('A user’s own gateway', () => {
  const session = useSession('stdio', { model: true })

  test('is started by the first editor and shared by the second', async () => {
    const first = await session().editor({ settings: patient })
    const document = await first.open(session().home.uri('a.py'), code, 'python')
    expect(await document.inline({ invoked: true })).toHaveLength(1)
    const { pid } = await runningGateway(session().home)

    const second = await session().editor({ settings: patient })
    const other = await second.open(session().home.uri('b.py'), code, 'python')
    expect(await other.inline({ invoked: true })).toHaveLength(1)
    expect((await runningGateway(session().home)).pid).toBe(pid)
  })

  test('outlives the editor that started it', async () => {
    const first = await session().editor({ settings: patient })
    const document = await first.open(session().home.uri('a.py'), code, 'python')
    await document.inline({ invoked: true })
    const { pid } = await runningGateway(session().home)
    first.process?.child.kill('SIGKILL')
    await first.process?.exited
    expect((await runningGateway(session().home)).pid).toBe(pid)
  })

  test('is replaced when it is of another build', async () => {
    const older = await startGatewayOfAnotherBuild(session().home)
    expect((await runningGateway(session().home)).build).toBe('older')
    const editor = await session().editor({ settings: patient })
    const document = await editor.open(session().home.uri('a.py'), code, 'python')
    expect(await document.inline({ invoked: true })).toHaveLength(1)
    await older.exited
    expect((await runningGateway(session().home)).build).not.toBe('older')
  })

  test('is started anew after it was killed', async () => {
    const editor = await session().editor({ settings: patient })
    const document = await editor.open(session().home.uri('a.py'), code, 'python')
    await document.inline({ invoked: true })
    const { pid } = await runningGateway(session().home)
    const [engine] = childrenOf(pid)
    process.kill(pid, 'SIGKILL')
    await ended(pid)
    if (engine !== undefined) await ended(engine)
    await document.type('a + ')
    expect(await document.inline({ invoked: true })).toHaveLength(1)
    expect((await runningGateway(session().home)).pid).not.toBe(pid)
  })

  test('goes on with another engine process after its own was killed', async () => {
    const editor = await session().editor({ settings: patient })
    const document = await editor.open(session().home.uri('a.py'), code, 'python')
    await document.inline({ invoked: true })
    const { pid } = await runningGateway(session().home)
    const engines = childrenOf(pid)
    expect(engines).toHaveLength(1)
    for (const engine of engines) {
      process.kill(engine, 'SIGKILL')
      await ended(engine)
    }
    await document.type('a + ')
    expect(await document.inline({ invoked: true })).toHaveLength(1)
    expect((await runningGateway(session().home)).pid).toBe(pid)
  })

  test('leaves nothing behind when it is asked to end, and when it is killed', async () => {
    const { home } = session()
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const editor = await session().editor({ settings: patient })
      const document = await editor.open(home.uri('a.py'), code, 'python')
      await document.inline({ invoked: true })
      await editor.quit()
      const { pid } = await runningGateway(home)
      const engines = childrenOf(pid)
      process.kill(pid, signal)
      for (const id of [pid, ...engines]) await ended(id)
      expect(await localHealth(home)).toBeNull()
      expect(fs.existsSync(home.local.socket)).toBe(false)
      expect(fs.existsSync(home.local.lockFile)).toBe(false)
    }
    // What an editor has started ends by itself once that is gone.
    await until(() => processesWith('WAYLINE_TEST_HOME', home.folder).length === 0)
  })

  test('starts behind the lock and the socket of one that was killed with its engine', async () => {
    const { home } = session()
    fs.mkdirSync(home.local.dataDir, { recursive: true })
    fs.writeFileSync(home.local.lockFile, JSON.stringify({ pid: 2 ** 22 + 1 }))
    const editor = await session().editor({ settings: patient })
    const document = await editor.open(home.uri('a.py'), code, 'python')
    expect(await document.inline({ invoked: true })).toHaveLength(1)
  })

  test('keeps its key where nobody else can read it', async () => {
    const editor = await session().editor({ settings: patient })
    const document = await editor.open(session().home.uri('a.py'), code, 'python')
    await document.inline({ invoked: true })
    const { keyFile, socket } = session().home.local
    expect(fs.statSync(keyFile).mode & 0o777).toBe(0o600)
    expect(fs.statSync(socket).mode & 0o077).toBe(0)
  })
})

describe('An editor that dies', () => {
  const session = useSession('stdio')
  /** Stands for an editor: lives until it is killed. */
  const idle = 'process.stdin.resume()'

  test('takes its language server with it, even if somebody holds its pipes open', async () => {
    const parent = startProcess('-e', [idle], { env: session().home.env })
    const editor = await session().editor({ processId: parent.pid, settings: { local: { enabled: false } } })
    parent.child.kill('SIGKILL')
    await editor.process?.exited
    await until(() => processesWith('WAYLINE_TEST_HOME', session().home.folder).length === 0)
  })

  test('in the middle of a request leaves no process and no request', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.hold()
    const arrived = engine.nextRequest()
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    document.inline().catch(() => [])
    const request = await arrived
    await editor.hangUp()
    await request.aborted
  })
})
