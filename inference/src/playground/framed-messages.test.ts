import { createFrameReader, framed } from './framed-messages.ts'

function reader(): { read: unknown[]; push: (text: string | Buffer) => void } {
  const read: unknown[] = []
  const frames = createFrameReader(message => read.push(message), 1000)
  return { read, push: text => frames.push(Buffer.from(text)) }
}

describe('Framed messages', () => {
  test('are read in whatever pieces they come', () => {
    const { read, push } = reader()
    const text = framed({ text: 'naïve 名' }) + framed({ id: 2 }) + framed({})
    for (const byte of Buffer.from(text)) push(Buffer.from([byte]))
    expect(read).toEqual([{ text: 'naïve 名' }, { id: 2 }, {}])
    push(text)
    expect(read).toHaveLength(6)
  })

  test('with other headers are read as well', () => {
    const { read, push } = reader()
    push('Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}')
    expect(read).toEqual([{}])
  })

  test.each([
    'Content-Length: 2000\r\n\r\n',
    'Content-Length: -1\r\n\r\n',
    'Content-Length: many\r\n\r\n',
    'Length: 2\r\n\r\n{}',
    'Content-Length: 2\r\n\r\n{]',
    'x'.repeat(5000),
  ])('are refused when they are %j', text => {
    expect(() => reader().push(text)).toThrow()
  })
})
