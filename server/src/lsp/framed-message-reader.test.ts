import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import type { Message } from 'vscode-languageserver/node'
import { WaylineError } from '../errors.ts'
import { FramedMessageReader } from './framed-message-reader.ts'

/** What is read of these pieces, and what went wrong meanwhile. */
async function read(...pieces: (string | Buffer)[]): Promise<{ messages: Message[]; errors: Error[] }> {
  const input = new PassThrough()
  const reader = new FramedMessageReader(input)
  const messages: Message[] = []
  const errors: Error[] = []
  reader.onError(error => errors.push(error))
  reader.listen(message => messages.push(message))
  for (const piece of pieces) input.write(piece)
  const closed = new Promise(resolve => input.once('close', resolve))
  input.end()
  input.resume()
  await closed
  return { messages, errors }
}

function framed(message: unknown): string {
  const body = JSON.stringify(message)
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

test('messages are read however they are cut', async () => {
  const sent = [
    { jsonrpc: '2.0', method: 'ä😀' },
    { jsonrpc: '2.0', id: 1, method: 'b' },
  ]
  const bytes = Buffer.from(sent.map(framed).join(''))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 8 }), async cuts => {
      const at = [0, ...cuts.sort((a, b) => a - b), bytes.length]
      const pieces = at.slice(1).map((end, index) => bytes.subarray(at[index], end))
      expect(await read(...pieces)).toEqual({ messages: sent, errors: [] })
    }),
    { numRuns: 50 },
  )
})

test('headers may be written in any case, and there may be others', async () => {
  const { messages } = await read('Content-Type: x; charset=utf-8\r\ncontent-length: 2\r\n\r\n{}')
  expect(messages).toEqual([{}])
})

test('what is no JSON costs that message alone', async () => {
  const { messages, errors } = await read('Content-Length: 3\r\n\r\n{]}', framed({ jsonrpc: '2.0', method: 'a' }))
  expect(messages).toHaveLength(1)
  expect(errors).toEqual([expect.any(SyntaxError)])
})

test.each([
  ['a length below nothing', 'Content-Length: -5\r\n\r\n', /"-5"/],
  ['a length that is no number', 'Content-Length: abc\r\n\r\n', /"abc"/],
  ['a length that is half a number', 'Content-Length: 5abc\r\n\r\n', /"5abc"/],
  ['no length', 'Content-Type: x\r\n\r\n{}', /without Content-Length/],
  ['a header without an end', 'x'.repeat(10_000), /without an end/],
])('%s is the end', async (_, bytes, sentence) => {
  const { messages, errors } = await read(bytes, framed({ jsonrpc: '2.0', method: 'a' }))
  expect(messages).toEqual([])
  expect(errors).toEqual([expect.any(WaylineError)])
  expect(errors[0]?.message).toMatch(sentence)
})
