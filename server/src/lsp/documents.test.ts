import { PassThrough } from 'node:stream'
import {
  createConnection,
  createProtocolConnection,
  DidChangeNotebookDocumentNotification,
  DidChangeTextDocumentNotification,
  DidOpenNotebookDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  NotebookCellKind,
  StreamMessageReader,
  StreamMessageWriter,
  type Connection,
  type ProtocolConnection,
  type TextDocumentItem,
} from 'vscode-languageserver/node'
import { createDocuments, type Documents, type TextAround } from './documents.ts'
import type { PositionEncoding } from './positions.ts'

let editor: ProtocolConnection
let server: Connection

afterEach(() => {
  editor.dispose()
  server.dispose()
})

function documentsOver(encoding: PositionEncoding = 'utf-16'): Documents {
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()]
  server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toEditor))
  editor = createProtocolConnection(new StreamMessageReader(toEditor), new StreamMessageWriter(toServer))
  const documents = createDocuments(server, encoding)
  server.onRequest('test/done', () => null)
  server.listen()
  editor.listen()
  return documents
}

/** Messages are handled in order, so after an answer everything sent before has been seen. */
const done = (): Promise<unknown> => editor.sendRequest('test/done')

async function open(uri: string, text: string, languageId = 'python'): Promise<void> {
  await editor.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId, version: 1, text },
  })
  await done()
}

function marked(around: TextAround | null): string | null {
  return around && `${around.text.slice(0, around.offset)}|${around.text.slice(around.offset)}`
}

test('keeps up with changes, in the encoding that was agreed', async () => {
  const documents = documentsOver('utf-8')
  await open('file:///a.py', 'é = 1\r\nb\r\n')
  await editor.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri: 'file:///a.py', version: 2 },
    contentChanges: [
      { range: { start: { line: 0, character: 2 }, end: { line: 0, character: 5 } }, text: '😀' },
      { range: { start: { line: 0, character: 6 }, end: { line: 0, character: 6 } }, text: '!' },
    ],
  })
  await done()
  expect(marked(documents.around('file:///a.py', { line: 0, character: 6 }))).toBe('é😀|!1\r\nb\r\n')
  expect(documents.get('file:///a.py')?.version).toBe(2)
})

test.each(['untitled:Untitled-1', 'vscode-remote://ssh%2Bhost/a%b.py', 'not a uri at all', '', 'file:///a%E0%A4%A.py'])(
  'a document named %j is a document',
  async uri => {
    const documents = documentsOver()
    await open(uri, 'a')
    expect(marked(documents.around(uri, { line: 0, character: 1 }))).toBe('a|')
  },
)

test.each([
  ['eglot', 'js', 'javascript'],
  ['eglot', 'c++', 'cpp'],
  ['Vim', 'sh', 'shellscript'],
  ['Vim', 'typescript.tsx', 'typescriptreact'],
  ['an editor that knows better than we', 'brainfuck', 'brainfuck'],
])('knows a language by what %s calls it: %s', async (_, name, identifier) => {
  const documents = documentsOver()
  await open('file:///a', '', name)
  expect(documents.get('file:///a')?.languageId).toBe(identifier)
})

test('a file that is no text is left alone, and one that is not open is not there', async () => {
  const documents = documentsOver()
  await open('file:///a.bin', 'a\0b')
  expect(documents.around('file:///a.bin', { line: 0, character: 0 })).toBeNull()
  expect(documents.around('file:///other.py', { line: 0, character: 0 })).toBeNull()
})

test('of a long file only the neighbourhood is looked at', async () => {
  const documents = documentsOver()
  await open('file:///long.py', 'value = compute()\n'.repeat(100_000))
  const around = documents.around('file:///long.py', { line: 50_000, character: 5 })
  expect(around?.text.length).toBeLessThan(100_000)
  expect(around?.text.slice(around.offset, around.offset + 13)).toBe(' = compute()\n')
  expect((around?.text.slice(0, around.offset).split('\n').length ?? 0) - 1 + (around?.firstLine ?? 0)).toBe(50_000)
})

const item = (name: string, text: string): TextDocumentItem => ({
  uri: `vscode-notebook-cell:/book.ipynb#${name}`,
  languageId: name === 'text' ? 'markdown' : 'python',
  version: 1,
  text,
})

test('the code cells of a notebook are one program', async () => {
  const documents = documentsOver()
  const cells = [
    item('first', 'import os'),
    item('text', '# Heading'),
    item('second', 'os.'),
    item('third', 'print(1)\n'),
  ]
  const cell = ({ uri, languageId }: TextDocumentItem) => ({
    kind: languageId === 'markdown' ? NotebookCellKind.Markup : NotebookCellKind.Code,
    document: uri,
  })
  await editor.sendNotification(DidOpenNotebookDocumentNotification.type, {
    notebookDocument: {
      uri: 'file:///book.ipynb',
      notebookType: 'jupyter-notebook',
      version: 1,
      cells: cells.map(cell),
    },
    cellTextDocuments: cells,
  })
  await done()
  const second = item('second', '').uri
  const around = documents.around(second, { line: 0, character: 3 })
  expect(marked(around)).toBe('import os\nos.|\nprint(1)\n')
  expect(around?.uri).toBe('file:///book.ipynb')

  const added = item('added', 'x = 1')
  await editor.sendNotification(DidChangeNotebookDocumentNotification.type, {
    notebookDocument: { uri: 'file:///book.ipynb', version: 2 },
    change: {
      cells: {
        structure: {
          array: { start: 1, deleteCount: 1, cells: [cell(added)] },
          didOpen: [added],
          didClose: [{ uri: item('text', '').uri }],
        },
        textContent: [
          {
            document: { uri: second, version: 2 },
            changes: [{ range: { start: { line: 0, character: 3 }, end: { line: 0, character: 3 } }, text: 'path' }],
          },
        ],
      },
    },
  })
  await done()
  expect(marked(documents.around(second, { line: 0, character: 7 }))).toBe('import os\nx = 1\nos.path|\nprint(1)\n')
})

test('tells of each edit what it has taken away and put there', async () => {
  const documents = documentsOver()
  const seen: unknown[] = []
  documents.onEdit((document, edit) => seen.push(document.text.toString(), edit))
  await open('file:///a.py', 'a = 1\r\nb = 2\nc')
  await editor.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri: 'file:///a.py', version: 2 },
    contentChanges: [
      { range: { start: { line: 0, character: 4 }, end: { line: 2, character: 0 } }, text: 'x' },
      { text: 'new' },
    ],
  })
  await done()
  expect(seen).toEqual([
    'a = xc',
    { from: { line: 0, character: 4 }, to: { line: 2, character: 0 }, removed: '1\r\nb = 2\n', text: 'x' },
    'new',
    { from: { line: 0, character: 0 }, to: { line: 0, character: 6 }, removed: 'a = xc', text: 'new' },
  ])
})

test('tells when a document is saved and closed, and knows which are open', async () => {
  const documents = documentsOver()
  const seen: string[] = []
  documents.onSave(({ uri }) => seen.push(`saved ${uri}`))
  documents.onClose(({ uri }) => seen.push(`closed ${uri}`))
  await open('file:///a.py', '')
  await open('file:///b.py', '')
  const textDocument = { uri: 'file:///a.py' }
  await editor.sendNotification(DidSaveTextDocumentNotification.type, { textDocument })
  await editor.sendNotification(DidCloseTextDocumentNotification.type, { textDocument })
  await editor.sendNotification(DidCloseTextDocumentNotification.type, { textDocument })
  await done()
  expect(seen).toEqual(['saved file:///a.py', 'closed file:///a.py'])
  expect([...documents.all()].map(({ uri }) => uri)).toEqual(['file:///b.py'])
})
