import type { Readable } from 'node:stream'
import {
  AbstractMessageReader,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageReader,
} from 'vscode-languageserver/node'
import { WaylineError } from '../errors.ts'

/** No header of an editor comes near this; what does is not the protocol. */
const longestHeader = 8192

/**
 * Reads messages, each behind a header that tells its length. The library's own reader goes on after a length that is none,
 * and then nobody knows any more where a message begins: it stays mute for ever. This one says so, by a WaylineError as its
 * last word. A message that is no JSON costs that message alone.
 */
export class FramedMessageReader extends AbstractMessageReader implements MessageReader {
  readonly #input: Readable
  #pieces: Buffer[] = []
  #length = 0
  /** Bytes of the message that comes; null while its header does. */
  #wanted: number | null = null

  constructor(input: Readable) {
    super()
    this.#input = input
  }

  listen(callback: DataCallback): Disposable {
    const onData = (piece: Buffer): void => {
      this.#pieces.push(piece)
      this.#length += piece.length
      try {
        while (this.#next(callback));
      } catch (error) {
        this.#input.off('data', onData)
        this.fireError(error)
      }
    }
    this.#input.on('data', onData)
    this.#input.on('error', (error: Error) => this.fireError(error))
    this.#input.on('close', () => this.fireClose())
    return { dispose: () => void this.#input.off('data', onData) }
  }

  /** Takes the next header or message; false where not all of it has come yet. */
  #next(callback: DataCallback): boolean {
    if (this.#wanted === null) {
      const all = this.#joined()
      const end = all.indexOf('\r\n\r\n')
      if (end > longestHeader || (end < 0 && all.length > longestHeader)) throw lost('a header without an end')
      if (end < 0) return false
      this.#wanted = lengthIn(this.#take(end + 4).toString('latin1'))
      return true
    }
    if (this.#length < this.#wanted) return false
    const body = this.#take(this.#wanted).toString('utf8')
    this.#wanted = null
    const message = this.#messageIn(body)
    if (message) callback(message)
    return true
  }

  #messageIn(body: string): Message | null {
    try {
      return JSON.parse(body) as Message
    } catch (error) {
      this.fireError(error)
      return null
    }
  }

  #take(bytes: number): Buffer {
    const all = this.#joined()
    const rest = all.subarray(bytes)
    this.#pieces = rest.length > 0 ? [rest] : []
    this.#length = rest.length
    return all.subarray(0, bytes)
  }

  /** One piece of them all; a long message is put together once, when the last of it is there. */
  #joined(): Buffer {
    const [first = Buffer.alloc(0), ...more] = this.#pieces
    if (more.length === 0) return first
    const all = Buffer.concat(this.#pieces)
    this.#pieces = [all]
    return all
  }
}

function lengthIn(header: string): number {
  const lines = header.trimEnd().split('\r\n')
  const line = lines.find(one => /^content-length\s*:/i.test(one))
  const value = line?.slice(line.indexOf(':') + 1).trim()
  if (value === undefined) throw lost('a header without Content-Length')
  if (!/^\d{1,10}$/.test(value)) throw lost(`the Content-Length ${JSON.stringify(value.slice(0, 20))}`)
  return Number(value)
}

function lost(what: string): WaylineError {
  return new WaylineError('bad_argument', `What was sent cannot be followed any more: it has ${what}.`, {
    remedy: 'Before each message there must be a Content-Length with the number of its bytes.',
  })
}
