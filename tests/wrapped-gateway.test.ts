import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expectSentence } from './src/command.ts'
import {
  childrenOf,
  ended,
  processesWith,
  programs,
  startProcess,
  until,
  type RunningProcess,
} from './src/processes.ts'
import { useSession } from './src/session.ts'
import { describeUnless } from './src/skip.ts'

const notLinux = process.platform === 'linux' ? null : 'only Linux tells which processes are ours'

describeUnless(notLinux)('The gateway’s program under the command', () => {
  const session = useSession('stdio')

  /** `wayline …`, a process group of its own as under a terminal. */
  const start = (...args: string[]): RunningProcess =>
    startProcess(programs.wayline, args, { env: session().home.env, detached: true })

  async function serve(): Promise<RunningProcess> {
    const running = start('serve', '--port', '0')
    await until(() => running.errors().includes('listens on'))
    return running
  }

  const ours = (): number[] => processesWith('WAYLINE_TEST_HOME', session().home.folder)

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends by a %s that is sent to the command alone',
    async signal => {
      const running = await serve()
      running.child.kill(signal)
      expect(await running.exited).toEqual({ code: 0, signal: null })
      expect(ours()).toEqual([])
    },
  )

  test('ends once, and in order, by the Ctrl-C that a terminal sends to both', async () => {
    const running = await serve()
    process.kill(-running.pid, 'SIGINT')
    expect(await running.exited).toEqual({ code: 0, signal: null })
    expect(running.errors().match(/^ends: /gm)).toHaveLength(1)
  })

  test('is missed in a sentence when somebody else has killed it', async () => {
    const running = await serve()
    const before = running.errors().length
    for (const pid of childrenOf(running.pid)) process.kill(pid, 'SIGKILL')
    const exit = await running.exited
    expect(exit.code).toBe(1)
    // What the gateway itself has said meanwhile is no business of whoever misses it.
    const errors = running
      .errors()
      .slice(before)
      .split('\n')
      .filter(line => line.includes('SIGKILL'))
      .join('\n')
    expectSentence({ ...exit, output: '', errors })
  })

  describe('while it pulls a model', () => {
    let slow: http.Server

    beforeEach(async () => {
      // Says that much is to come, and lets wait for it.
      slow = http.createServer((_, response) => void response.writeHead(200, { 'content-length': 1e9 }).write('GGUF'))
      await new Promise<void>(listening => slow.listen(0, '127.0.0.1', listening))
    })

    afterEach(() => {
      slow.closeAllConnections()
      slow.close()
    })

    async function pull(): Promise<RunningProcess> {
      const asked = new Promise(resolve => slow.once('request', resolve))
      const { port } = slow.address() as AddressInfo
      const running = start('model', 'pull', `http://127.0.0.1:${port}/slow.gguf`)
      await asked
      return running
    }

    test('ends with the command that is killed', async () => {
      const running = await pull()
      const pulling = childrenOf(running.pid)
      expect(pulling).toHaveLength(1)
      running.child.kill('SIGKILL')
      for (const pid of pulling) await ended(pid)
    })

    test.each([false, true])('is cancelled by Ctrl-C, whether from a terminal or not: %s', async isTerminal => {
      const running = await pull()
      process.kill(isTerminal ? -running.pid : running.pid, 'SIGINT')
      expect((await running.exited).code).toBe(130)
      expect(running.errors()).toContain('Cancelled; the next pull goes on from here.')
      expect(ours()).toEqual([])
    })
  })
})
