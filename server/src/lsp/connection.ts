import net from 'node:net'
import type { Readable, Writable } from 'node:stream'
import { createConnection as connectionOver, type Connection } from 'vscode-languageserver'
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type Logger,
  type MessageReader,
  type MessageWriter,
} from 'vscode-languageserver/node'
import { WaylineError } from '../errors.ts'
import { FramedMessageReader } from './framed-message-reader.ts'
import { inOrder } from './life-cycle.ts'
import { WholeMessageWriter } from './whole-message-writer.ts'

/** Where the protocol is spoken: over streams of the caller's, or as a command line says. */
export type Where = { input: Readable; output: Writable } | { argv: readonly string[] }

export interface OpenConnection {
  connection: Connection
  /**
   * Resolves with the exit code that the protocol wants, once the editor has said `exit`, hung up, died or ended it. Rejects with a
   * WaylineError where there was no editor to connect to, or what it sends cannot be followed.
   */
  ended: Promise<number>
  close: () => void
}

interface Line {
  reader: MessageReader
  writer: MessageWriter
  /** Calls back when the other end has gone, with the reason if it was never there. */
  onGone: (listener: (neverThere?: WaylineError) => void) => void
  close: () => void
}

const parentCheckMs = 2000

/** Opens the line to the editor. Nothing is read before `connection.listen()`. */
export function openConnection(where: Where): OpenConnection {
  const line = 'argv' in where ? lineFor(where.argv) : lineOver(where.input, where.output)
  let watching: NodeJS.Timeout | undefined
  let hasEnded = false
  let settle: (code: number | Promise<never>) => void = () => undefined
  const ended = new Promise<number>(resolve => (settle = resolve)).finally(() => clearInterval(watching))
  const end = (code: number | Promise<never>): void => {
    hasEnded = true
    settle(code)
  }
  const watchDog = {
    shutdownReceived: false,
    initialize({ processId }: { processId?: number | null }) {
      if (typeof processId !== 'number' || processId === process.pid) return
      watching = setInterval(() => {
        if (!isAlive(processId)) end(watchDog.shutdownReceived ? 0 : 1)
      }, parentCheckMs)
      watching.unref()
    },
    exit: (code: number) => end(code),
  }
  line.onGone(neverThere => end(neverThere ? Promise.reject(neverThere) : watchDog.shutdownReceived ? 0 : 1))
  // The process is ours then. Emacs ends its servers so when it is closed; what is kept is still written. A second signal waits for nothing.
  if ('argv' in where) for (const signal of ['SIGHUP', 'SIGTERM'] as const) process.once(signal, () => end(1))
  // Where messages begin nobody knows any more.
  line.reader.onError(error => error instanceof WaylineError && end(Promise.reject(error)))
  const writer = whileHeard(line.writer, () => hasEnded)
  const connection = connectionOver(
    logger =>
      createProtocolConnection(
        inOrder(line.reader, response => void writer.write(response)),
        writer,
        silentAfter(logger, () => hasEnded),
      ),
    watchDog,
  )
  return { connection, ended, close: line.close }
}

/** Writing to an editor that has gone is no failure: nobody is left to whom it would matter. */
function whileHeard(writer: MessageWriter, hasEnded: () => boolean): MessageWriter {
  const write = writer.write.bind(writer)
  writer.write = async message => {
    if (hasEnded()) return
    await write(message).catch((error: unknown) => {
      if (!hasEnded()) throw error
    })
  }
  return writer
}

/** The library's own complaints go to the editor, and are dropped once there is none. */
function silentAfter(logger: Logger, hasEnded: () => boolean): Logger {
  const unlessEnded =
    (log: (message: string) => void) =>
    (message: string): void => {
      if (!hasEnded()) log(message)
    }
  return {
    error: unlessEnded(logger.error.bind(logger)),
    warn: unlessEnded(logger.warn.bind(logger)),
    info: unlessEnded(logger.info.bind(logger)),
    log: unlessEnded(logger.log.bind(logger)),
  }
}

/** `--stdio`, `--node-ipc`, `--socket=N`, `--pipe=P`; the last two also as two words. With a socket or pipe it is the editor that listens. */
function lineFor(argv: readonly string[]): Line {
  if (argv.includes('--node-ipc')) return lineOverIpc()
  const port = valueOf(argv, '--socket')
  if (port !== null) return lineOverSocket(net.connect(portNumber(port), '127.0.0.1'), `port ${port}`)
  const pipe = valueOf(argv, '--pipe')
  if (pipe !== null) return lineOverSocket(net.connect(pipe), pipe)
  // Standard output belongs to the protocol alone; whatever a library prints goes beside it.
  for (const name of ['log', 'info', 'debug', 'dir', 'dirxml'] as const) console[name] = console.error
  return lineOver(process.stdin, process.stdout)
}

function valueOf(argv: readonly string[], option: string): string | null {
  const joined = argv.find(argument => argument.startsWith(`${option}=`))
  if (joined !== undefined) return joined.slice(option.length + 1)
  const at = argv.indexOf(option)
  return at < 0 ? null : (argv[at + 1] ?? '')
}

function portNumber(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new WaylineError('bad_argument', `${text || 'Nothing'} is not a port number.`, {
    remedy: 'Use --socket=N with the port that the editor listens on.',
  })
}

function lineOver(input: Readable, output: Writable): Line {
  return {
    reader: new FramedMessageReader(input),
    writer: new WholeMessageWriter(output),
    onGone(listener) {
      input.once('end', () => listener())
      input.once('close', () => listener())
      // An editor that has died makes writing fail; reading then ends too, which is what is acted on.
      output.on('error', () => listener())
    },
    close: () => void output.end(),
  }
}

function lineOverSocket(socket: net.Socket, place: string): Line {
  const line = lineOver(socket, socket)
  let isConnected = false
  socket.once('connect', () => (isConnected = true))
  return {
    ...line,
    onGone(listener) {
      socket.once('error', cause => {
        if (!isConnected) listener(noEditor(place, cause))
      })
      line.onGone(listener)
    },
    close: () => socket.destroy(),
  }
}

function noEditor(place: string, cause: unknown): WaylineError {
  return new WaylineError('bad_argument', `No editor listens at ${place}.`, {
    cause,
    remedy: 'With --socket and --pipe it is the editor that listens; most editors use --stdio.',
  })
}

function lineOverIpc(): Line {
  if (!process.send) {
    throw new WaylineError('bad_argument', 'There is no channel to the process that started this one.', {
      remedy: 'Use --node-ipc only from a Node program that opens one; else --stdio.',
    })
  }
  return {
    reader: new IPCMessageReader(process),
    writer: new IPCMessageWriter(process),
    onGone: listener => void process.once('disconnect', listener),
    close: () => undefined,
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    // A process of another user cannot be signalled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
