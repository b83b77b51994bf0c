import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/browser'

/** A line to the gateway, which puts a language server at its other end. */
export interface Line {
  connection: MessageConnection
  /** Whether anybody has answered. Where nobody has, nothing can be said on it. */
  isOpen: boolean
  /** Resolves with the code and the reason that the line was closed with. */
  closed: Promise<{ code: number; reason: string }>
  close(): void
}

/** Opens a line. The key goes in the first message, so that no address and no header has it. */
export async function openLine(): Promise<Line> {
  const address = new URL('session', location.href)
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  address.hash = ''
  const socket = new WebSocket(address)
  const closed = new Promise<{ code: number; reason: string }>(resolve => {
    socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason }))
  })
  const isOpen = await Promise.race([
    new Promise<boolean>(resolve => socket.addEventListener('open', () => resolve(true))),
    closed.then(() => false),
  ])
  const connection = createMessageConnection(new SocketReader(socket), new SocketWriter(socket))
  if (isOpen) connection.listen()
  void closed.then(() => connection.dispose())
  return { connection, isOpen, closed, close: () => socket.close(1000) }
}

/** One message of the socket is one of JSON-RPC. */
class SocketReader extends AbstractMessageReader {
  private readonly socket: WebSocket

  constructor(socket: WebSocket) {
    super()
    this.socket = socket
    socket.addEventListener('close', () => this.fireClose())
  }

  listen(callback: DataCallback): Disposable {
    const receive = ({ data }: MessageEvent<unknown>): void => {
      // The gateway is ours, and it has read what it passes on.
      if (typeof data === 'string') callback(JSON.parse(data) as Message)
    }
    this.socket.addEventListener('message', receive)
    return { dispose: () => this.socket.removeEventListener('message', receive) }
  }
}

class SocketWriter extends AbstractMessageWriter {
  private readonly socket: WebSocket

  constructor(socket: WebSocket) {
    super()
    this.socket = socket
  }

  write(message: Message): Promise<void> {
    // What is said on a closed line is lost; that it is closed is told elsewhere.
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message))
    return Promise.resolve()
  }

  end(): void {
    this.socket.close(1000)
  }
}
