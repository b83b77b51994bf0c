import fs from 'node:fs'
import path from 'node:path'
import { companyKey } from './src/gateway.ts'
import { programs, startProcess, until, type RunningProcess } from './src/processes.ts'
import { useSession } from './src/session.ts'

describe('Ctrl-C', () => {
  const session = useSession('stdio')

  function start(...args: string[]): RunningProcess {
    const running = startProcess(programs.wayline, args, { env: session().home.env, cwd: session().home.project })
    running.child.stdout?.resume()
    return running
  }

  test('while a completion is on its way ends the command at once, with 130 and without a word', async () => {
    const engine = await session().engine()
    const gateway = await session().gateway(engine)
    engine.hold()
    const arrived = engine.nextRequest()
    fs.writeFileSync(path.join(session().home.project, 'a.py'), 'total = \n')
    const running = start('complete', 'a.py:1:9', '--gateway-url', gateway.url, '--token', companyKey)
    await arrived
    running.child.kill('SIGINT')
    expect((await running.exited).code).toBe(130)
    expect(running.errors()).toBe('')
  })

  test('while the local gateway starts does so too', async () => {
    fs.writeFileSync(path.join(session().home.project, 'a.py'), 'total = \n')
    const running = start('complete', 'a.py:1:9')
    await until(() => fs.existsSync(session().home.local.logFile))
    running.child.kill('SIGINT')
    expect((await running.exited).code).toBe(130)
    expect(running.errors()).toBe('')
  })

  test('while `start` starts does so too, and leaves no gateway', async () => {
    const { home } = session()
    fs.mkdirSync(home.local.modelsDir, { recursive: true })
    fs.writeFileSync(path.join(home.local.modelsDir, 'any.gguf'), 'GGUF')
    const running = start('start', '--port', '0', '--model', 'any')
    await until(() => fs.existsSync(home.local.keyFile))
    running.child.kill('SIGINT')
    expect((await running.exited).code).toBe(130)
    expect(running.errors()).toBe('')
    expect(fs.existsSync(home.local.lockFile)).toBe(false)
  })
})
