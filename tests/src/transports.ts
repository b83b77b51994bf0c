import net from 'node:net'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import {
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageReader,
  type MessageWriter,
} from 'vscode-languageserver-protocol/node'
import { startLanguageServer } from '../../server/src/server.ts'
import type { Home } from './home.ts'
import { programs, startProcess, type RunningProcess } from './processes.ts'

/** Every way in which an editor can be connected to the language server. */
export type Transport = 'in process' | 'stdio' | 'socket' | 'pipe' | 'node-ipc'

/** The two ways in which every whole-program test runs. */
export const mainTransports: Transport[] = ['in process', 'stdio']

/** An open line to a language server. */
export interface Line {
  reader: MessageReader
  writer: MessageWriter
  /** The language server's own process; null where it shares ours. */
  process: RunningProcess | null
  /** The code with which the server ended, once it has. */
  finished: Promise<number | null>
  /** Ends the line as an editor does that goes away without a word. */
  hangUp(): void
}

/** Starts a language server for a user and connects to it; `program` is another build of it, which is spoken to over its standard streams. */
export async function connect(transport: Transport, home: Home, program?: string): Promise<Line> {
  if (program !== undefined) return stdio(home, program)
  switch (transport) {
    case 'in process':
      return inProcess(home)
    case 'stdio':
      return stdio(home)
    case 'node-ipc':
      return nodeIpc(home)
    case 'socket':
    case 'pipe':
      return overSocket(transport, home)
  }
}

function inProcess(home: Home): Line {
  const toServer = new PassThrough()
  const toClient = new PassThrough()
  const { finished } = startLanguageServer({ input: toServer, output: toClient, env: home.env })
  return {
    reader: new StreamMessageReader(toClient),
    writer: new StreamMessageWriter(toServer),
    process: null,
    finished,
    hangUp: () => toServer.end(),
  }
}

function stdio(home: Home, program = programs.wayline): Line {
  const server = startProcess(program, ['lsp', '--stdio'], { env: home.env, cwd: home.project })
  const { stdin, stdout } = server.child
  if (!stdin || !stdout) throw new Error('the language server has no pipes')
  return {
    reader: new StreamMessageReader(stdout),
    writer: new StreamMessageWriter(stdin),
    process: server,
    finished: codeOf(server),
    hangUp: () => {
      stdin.end()
    },
  }
}

function nodeIpc(home: Home): Line {
  const server = startProcess(programs.wayline, ['lsp', '--node-ipc'], {
    env: home.env,
    cwd: home.project,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  return {
    reader: new IPCMessageReader(server.child),
    writer: new IPCMessageWriter(server.child),
    process: server,
    finished: codeOf(server),
    hangUp: () => {
      if (server.child.connected) server.child.disconnect()
    },
  }
}

/** With `--socket` and `--pipe` it is the editor that listens and the server that calls. */
async function overSocket(transport: 'socket' | 'pipe', home: Home): Promise<Line> {
  const listener = net.createServer()
  const called = new Promise<net.Socket>(resolve => listener.once('connection', resolve))
  await new Promise<void>(listening => {
    if (transport === 'pipe') listener.listen(pipeName(home), listening)
    else listener.listen(0, '127.0.0.1', listening)
  })
  const address = listener.address()
  if (address === null) throw new Error('nothing listens')
  const option = typeof address === 'string' ? `--pipe=${address}` : `--socket=${address.port}`
  const server = startProcess(programs.wayline, ['lsp', option], { env: home.env, cwd: home.project })
  const socket = await called
  listener.close()
  return {
    reader: new StreamMessageReader(socket),
    writer: new StreamMessageWriter(socket),
    process: server,
    finished: codeOf(server),
    hangUp: () => socket.destroy(),
  }
}

async function codeOf(server: RunningProcess): Promise<number | null> {
  return (await server.exited).code
}

function pipeName(home: Home): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\${path.basename(home.folder)}`
  return path.join(home.folder, 'editor.sock')
}
