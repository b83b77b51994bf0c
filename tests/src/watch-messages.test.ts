import { EventEmitter, once } from 'node:events'
import { PassThrough } from 'node:stream'
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node'
import { describeUnless, noSpecification } from './skip.ts'
import type { Line } from './transports.ts'
import { watchMessages } from './watch-messages.ts'

describeUnless(noSpecification())('Watching the messages of a session', () => {
  test('a client whose answer is not heard, because the server was ended, breaks no rule', async () => {
    const { line, violations, fromServer, toServer } = watched()
    const tried = new EventEmitter()
    const write = line.writer.write.bind(line.writer)
    let answers = 0
    line.writer.write = message =>
      write(message).finally(() => {
        if (++answers === 2) tried.emit('both answers')
      })
    const client = createProtocolConnection(line.reader, line.writer)
    client.onRequest('client/registerCapability', () => null)
    client.listen()
    toServer.destroy()
    const bothAnswers = once(tried, 'both answers')
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'client/registerCapability',
      params: { registrations: [] },
    })
    fromServer.write(`Content-Length: ${body.length}\r\n\r\n${body}`)
    await bothAnswers
    expect(violations).toEqual([])
  })

  test('a client that answers what nobody asked does', async () => {
    const { line, violations } = watched()
    const answer = { jsonrpc: '2.0', id: 7, result: null }
    await line.writer.write(answer)
    expect(violations).toEqual(['client: answers the request 7, which is not open'])
  })
})

function watched() {
  const fromServer = new PassThrough()
  const toServer = new PassThrough()
  const line: Line = {
    reader: new StreamMessageReader(fromServer),
    writer: new StreamMessageWriter(toServer),
    process: null,
    finished: Promise.resolve(0),
    hangUp: () => toServer.end(),
  }
  return { line, violations: watchMessages(line), fromServer, toServer }
}
