import { verdictOn } from './server-messages.ts'

describe('What a language server says', () => {
  test.each(['textDocument/publishDiagnostics', '$/progress', 'wayline/status', 'window/showMessage'])(
    'reaches the page when it is %s',
    method => {
      expect(verdictOn({ jsonrpc: '2.0', method, params: {} })).toEqual({ kind: 'pass' })
    },
  )

  test.each(['window/logMessage', 'telemetry/event', '$/logTrace', 'somebody/else'])('goes no further: %s', method => {
    expect(verdictOn({ jsonrpc: '2.0', method, params: {} })).toEqual({ kind: 'drop' })
  })

  test('that wants a document shown is answered here, and none is', () => {
    const message = { jsonrpc: '2.0', id: 4, method: 'window/showDocument', params: { uri: 'https://example.com' } }
    expect(verdictOn(message)).toEqual({ kind: 'answer', id: 4, result: { success: true } })
  })

  test('that asks for anything else is refused', () => {
    const message = { jsonrpc: '2.0', id: 4, method: 'workspace/configuration' }
    expect(verdictOn(message)).toMatchObject({ kind: 'refuse', id: 4 })
  })

  test('in answer to the gateway itself does not reach the page', () => {
    expect(verdictOn({ jsonrpc: '2.0', id: 'gateway:initialize', result: {} })).toMatchObject({ kind: 'ours' })
    expect(verdictOn({ jsonrpc: '2.0', id: 4, result: {} })).toEqual({ kind: 'pass' })
  })
})
