import { sessionValidator, type SessionValidator } from './lsp-validator.ts'
import { readMetaModel } from './meta-model.ts'
import { describeUnless, noSpecification } from './skip.ts'

describeUnless(noSpecification())('The validator of protocol messages', () => {
  const position = { line: 0, character: 0 }
  let session: SessionValidator

  beforeEach(() => {
    const model = readMetaModel()
    if (!model) throw new Error('the specification is missing')
    session = sessionValidator(model)
  })

  const fromServer = (method: string, params: unknown): string[] =>
    session.check('server', { jsonrpc: '2.0', method, params })

  const answerTo = (method: string, params: unknown, result: unknown): string[] => {
    expect(session.check('client', { jsonrpc: '2.0', id: 7, method, params })).toEqual([])
    return session.check('server', { jsonrpc: '2.0', id: 7, result })
  }

  const askForInlineCompletion = (result: unknown): string[] =>
    answerTo(
      'textDocument/inlineCompletion',
      { textDocument: { uri: 'file:///a.ts' }, position, context: { triggerKind: 2 } },
      result,
    )

  test('accepts a message that the specification allows', () => {
    expect(fromServer('window/showMessage', { type: 1, message: 'The gateway does not answer.' })).toEqual([])
    expect(askForInlineCompletion({ items: [{ insertText: 'x', range: { start: position, end: position } }] })).toEqual(
      [],
    )
  })

  test('accepts our own extras', () => {
    expect(fromServer('wayline/status', { anything: true })).toEqual([])
  })

  test('accepts a request without parameters, and an answer that is an error', () => {
    expect(session.check('client', { jsonrpc: '2.0', id: 1, method: 'shutdown' })).toEqual([])
    const error = { code: -32800, message: 'Cancelled.' }
    expect(session.check('server', { jsonrpc: '2.0', id: 1, error })).toEqual([])
  })

  test('refuses a method that does not exist', () => {
    expect(fromServer('window/shout', {})).toEqual([
      'server: window/shout : the specification has no such notification',
    ])
  })

  test('refuses a message that the other side sends', () => {
    expect(fromServer('textDocument/didOpen', {})).toEqual(['server: textDocument/didOpen : is never sent by a server'])
  })

  test('refuses a request that has no id', () => {
    expect(fromServer('workspace/configuration', { items: [] })).toEqual([
      'server: workspace/configuration : is a request and must have an id',
    ])
  })

  test('refuses a property that is missing, unknown or of the wrong type', () => {
    expect(fromServer('window/showMessage', { type: 9, text: 'no' })).toEqual([
      'server: window/showMessage type: 9 is not a MessageType',
      'server: window/showMessage message: ShowMessageParams must have this property',
      'server: window/showMessage text: ShowMessageParams has no such property',
    ])
  })

  test('refuses a bad item deep inside an answer', () => {
    expect(askForInlineCompletion({ items: [{ insertText: 'x', range: { start: position, end: 3 } }] })).toEqual([
      expect.stringContaining('items[0].range.end'),
    ])
  })

  test('refuses a range that ends before it starts', () => {
    const range = { start: { line: 2, character: 0 }, end: { line: 1, character: 9 } }
    expect(askForInlineCompletion({ items: [{ insertText: 'x', range }] })).toEqual([
      expect.stringContaining('must not end before its start'),
    ])
  })

  test('refuses an answer that nobody asked for, and a second answer', () => {
    expect(session.check('server', { jsonrpc: '2.0', id: 1, result: null })).toEqual([
      'server: answers the request 1, which is not open',
    ])
    expect(askForInlineCompletion(null)).toEqual([])
    expect(session.check('server', { jsonrpc: '2.0', id: 7, result: null })).toHaveLength(1)
  })

  test('refuses an answer that is both a result and an error', () => {
    const both = { jsonrpc: '2.0', id: 1, result: null, error: { code: 1, message: 'x' } }
    expect(session.check('server', both)).toEqual([expect.stringContaining('not a JSON-RPC message')])
  })

  test('refuses what is no JSON-RPC at all', () => {
    expect(session.check('server', { hello: 'world' })).toEqual([expect.stringContaining('not a JSON-RPC message')])
  })
})
