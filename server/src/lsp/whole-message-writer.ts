import type { Writable } from 'node:stream'
import { AbstractMessageWriter, type Message, type MessageWriter } from 'vscode-languageserver/node'

/**
 * Writes each message in one piece. The library's own writer waits for the header to be written before the rest, which is two
 * system calls and two turns of the event loop for every answer.
 */
export class WholeMessageWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #output: Writable

  constructor(output: Writable) {
    super()
    this.#output = output
    output.on('error', (error: Error) => this.fireError(error))
    output.on('close', () => this.fireClose())
  }

  write(message: Message): Promise<void> {
    const body = JSON.stringify(message)
    const text = `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    return new Promise((resolve, reject) => {
      this.#output.write(text, error => {
        if (error) reject(error)
        else resolve()
      })
    })
  }

  end(): void {
    this.#output.end()
  }
}
