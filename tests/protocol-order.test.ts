import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { StreamMessageReader, type Message, type ResponseMessage } from 'vscode-languageserver-protocol/node'
import { expectSentence } from './src/command.ts'
import { programs, startProcess, type RunningProcess } from './src/processes.ts'
import { useSession } from './src/session.ts'

interface Server {
  running: RunningProcess
  write: (bytes: string) => void
  /** Sends a request as it stands, and gives the answer to it. */
  ask: (method: string, params?: unknown) => Promise<ResponseMessage>
}

const initialize = { processId: null, rootUri: null, capabilities: { textDocument: { inlineCompletion: {} } } }

describe('A language server that is spoken to out of order', () => {
  const session = useSession('stdio')

  function start(): Server {
    const running = startProcess(programs.wayline, ['lsp', '--stdio'], {
      env: session().home.env,
      cwd: session().home.project,
    })
    const { stdin, stdout } = pipesOf(running)
    const waiting = new Map<unknown, (response: ResponseMessage) => void>()
    new StreamMessageReader(stdout).listen((message: Message) => {
      if ('id' in message) waiting.get(message.id)?.(message as ResponseMessage)
    })
    let id = 0
    const write = (bytes: string): void => void stdin.write(bytes)
    return {
      running,
      write,
      ask(method, params) {
        const body = JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params })
        const answered = new Promise<ResponseMessage>(resolve => waiting.set(id, resolve))
        write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
        return answered
      },
    }
  }

  test.each(['Content-Length: -5\r\n\r\n{}', 'Content-Length: abc\r\n\r\n{}'])('ends after %j', async bytes => {
    const { running, write, ask } = start()
    await ask('initialize', initialize)
    write(bytes)
    const { code } = await running.exited
    if (running.child.stderr && !running.child.stderr.readableEnded) await once(running.child.stderr, 'close')
    expect(running.errors()).toMatch(/cannot be followed any more/)
    expectSentence({ code, signal: null, output: '', errors: running.errors() })
    expect(code).toBe(1)
  })

  test('refuses what comes before `initialize`, a second one, and what comes after `shutdown`', async () => {
    const { ask } = start()
    expect((await ask('textDocument/inlineCompletion', {})).error?.code).toBe(-32002)
    expect((await ask('shutdown')).error?.code).toBe(-32002)
    expect((await ask('initialize', initialize)).result).toBeDefined()
    expect((await ask('initialize', initialize)).error?.code).toBe(-32600)
    expect((await ask('shutdown')).error).toBeUndefined()
    expect((await ask('workspace/executeCommand', { command: 'wayline.showStatus' })).error?.code).toBe(-32600)
  })

  test('answers params that are not those of the protocol with InvalidParams, in words of its own', async () => {
    const { ask } = start()
    for (const params of [{}, [], { capabilities: 1 }, { ...initialize, workspaceFolders: 'a' }])
      expect((await ask('initialize', params)).error?.code).toBe(-32602)
    await ask('initialize', initialize)
    const textDocument = { uri: 'file:///a.ts' }
    const position = { line: 0, character: 0 }
    for (const [method, params] of [
      ['textDocument/inlineCompletion', undefined],
      ['textDocument/inlineCompletion', null],
      ['textDocument/inlineCompletion', {}],
      ['textDocument/inlineCompletion', [{ textDocument, position }]],
      ['textDocument/inlineCompletion', { textDocument, position }],
      ['textDocument/inlineCompletion', { textDocument, position: { line: -1, character: 'a' }, context: {} }],
      ['textDocument/inlineCompletion', { textDocument: 7, position, context: { triggerKind: 1 } }],
      ['workspace/executeCommand', {}],
      ['workspace/executeCommand', { command: 'wayline.showStatus', arguments: 7 }],
    ] as const) {
      const { error } = await ask(method, params)
      expect([method, params, error?.code]).toEqual([method, params, -32602])
      expect(error?.message).not.toMatch(/Cannot|undefined|Invalid input|expected/)
    }
  })
})

function pipesOf({ child }: RunningProcess): { stdin: Writable; stdout: Readable } {
  if (!child.stdin || !child.stdout) throw new Error('the language server has no pipes')
  return { stdin: child.stdin, stdout: child.stdout }
}
