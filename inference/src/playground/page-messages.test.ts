import { createPageMessages, type PageMessage } from './page-messages.ts'
import { createUris } from './uris.ts'

const uris = createUris('/tmp/copy', ['python-shop/app.py'])
const messages = createPageMessages(uris)
const app = 'playground:/python-shop/app.py'
const read = (message: unknown): PageMessage => messages.read(message)
const inside = uris.toServer(app)
const secret = 'file:///etc/passwd'
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }

const ask = (method: string, params: unknown): PageMessage => read({ jsonrpc: '2.0', id: 1, method, params })
const tell = (method: string, params: unknown): PageMessage => read({ jsonrpc: '2.0', method, params })
const run = (command: string, ...commandArguments: unknown[]): PageMessage =>
  ask('workspace/executeCommand', { command, arguments: commandArguments })

describe('What a page may say', () => {
  test('has the file in it that the language server knows', () => {
    expect(ask('textDocument/hover', { textDocument: { uri: app }, position: range.start })).toEqual({
      kind: 'request',
      id: 1,
      method: 'textDocument/hover',
      params: { textDocument: { uri: inside }, position: range.start },
    })
  })

  test('loses on the way whatever nobody asked for', () => {
    const params = { textDocument: { uri: app, extra: secret }, position: range.start, workDoneToken: secret }
    expect(ask('textDocument/hover', params)).toMatchObject({
      params: { textDocument: { uri: inside }, position: range.start },
    })
    expect(JSON.stringify(ask('textDocument/hover', params))).not.toContain('passwd')
  })

  test('leaves the text of documents as it is', () => {
    const text = `# ${app} and ${secret}`
    const opened = tell('textDocument/didOpen', {
      textDocument: { uri: app, languageId: 'python', version: 1, text },
    })
    expect(opened).toMatchObject({
      kind: 'notification',
      params: { textDocument: { uri: inside, text } },
      insertedCharacters: text.length,
    })
  })

  test.each([
    'initialize',
    'shutdown',
    'workspace/didChangeConfiguration',
    'workspace/didChangeWorkspaceFolders',
    'workspace/didChangeWatchedFiles',
    'workspace/diagnostic',
    'workspace/willRenameFiles',
    'textDocument/willSaveWaitUntil',
    'notebookDocument/didOpen',
    '$/setTrace',
    'exit',
    'toString',
    '__proto__',
  ])('is not %s', method => {
    expect(ask(method, {})).toMatchObject({ kind: 'refused', id: 1, code: -32601 })
    expect(tell(method, {})).toMatchObject({ kind: 'refused', id: null })
  })

  test.each([
    ['wayline.pullModel'],
    ['wayline.explain', 'python-tainted-sql'],
    ['wayline.explain', { uri: secret, range }],
    ['wayline.explainComplexity', { uri: 'playground:/../etc/passwd', range }],
    ['wayline.explainOutput', { text: 'Traceback' }],
    ['wayline.applyFix', { kind: 'fix-all', uri: secret, version: 1 }],
    ['wayline.addToBaseline', { uri: secret, finding: 'x' }],
    ['workbench.action.terminal.new'],
    ['constructor'],
  ])('is no command %s with %j', (command, ...commandArguments) => {
    expect(run(command, ...commandArguments)).toMatchObject({ kind: 'refused', code: -32602 })
  })

  test('wishes for no report, which would be written to a file', () => {
    expect(run('wayline.diagnoseWorkspace', { report: true })).toMatchObject({
      kind: 'request',
      params: { command: 'wayline.diagnoseWorkspace' },
    })
    expect(JSON.stringify(run('wayline.diagnoseWorkspace', { report: true }))).not.toContain('report')
  })

  test.each([
    ['textDocument/didOpen', { textDocument: { uri: secret, languageId: 'x', version: 1, text: '' } }],
    ['textDocument/didChange', { textDocument: { uri: secret, version: 2 }, contentChanges: [] }],
    ['textDocument/didOpen', { textDocument: { uri: app, languageId: 'x', version: 1, text: 'x'.repeat(300_000) } }],
    [
      'textDocument/didChange',
      { textDocument: { uri: app, version: 2 }, contentChanges: Array(5000).fill({ text: '' }) },
    ],
  ])('is no %s of other files, and no flood', (method, params) => {
    expect(tell(method, params)).toMatchObject({ kind: 'refused', id: null })
  })

  test('brings back of an action only what names its own file', () => {
    const data = { kind: 'fix', uri: app, version: 1, finding: 'x', at: 0 }
    expect(ask('codeAction/resolve', { title: 'Fix', data })).toMatchObject({ params: { data: { uri: inside } } })
    expect(ask('codeAction/resolve', { title: 'Fix', data: { ...data, uri: secret } })).toMatchObject({
      kind: 'refused',
    })
    const edit = { changes: { [secret]: [] } }
    expect(JSON.stringify(ask('codeAction/resolve', { title: 'Fix', data, edit }))).not.toContain('passwd')
  })

  test.each([
    null,
    'text',
    [],
    [{ jsonrpc: '2.0', id: 1, method: 'textDocument/hover' }],
    { id: 1, method: 'textDocument/hover' },
    { jsonrpc: '2.0', id: 'gateway:shutdown', method: 'textDocument/hover' },
    { jsonrpc: '2.0', id: 1.5, method: 'textDocument/hover' },
    { jsonrpc: '2.0', id: {}, method: 'textDocument/hover' },
    { jsonrpc: '2.0' },
  ])('is a message, which %j is not', message => {
    expect(read(message)).toEqual({ kind: 'malformed' })
  })

  test('answers a question with no more than yes, no, or the name of a button', () => {
    const answer = (result: unknown): PageMessage => read({ jsonrpc: '2.0', id: 'q', result })
    expect(answer({ applied: true, failureReason: secret })).toEqual({
      kind: 'response',
      id: 'q',
      result: { applied: true },
    })
    expect(answer([{ uri: secret }])).toEqual({ kind: 'response', id: 'q', result: null })
  })
})
