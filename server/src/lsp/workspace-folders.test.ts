import { PassThrough } from 'node:stream'
import {
  createConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type InitializeParams,
} from 'vscode-languageserver/node'
import { clientOf } from './client.ts'
import { createWorkspaceFolders } from './workspace-folders.ts'

const connection = createConnection(
  new StreamMessageReader(new PassThrough()),
  new StreamMessageWriter(new PassThrough()),
)

afterAll(() => connection.dispose())

const params: InitializeParams = {
  processId: null,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol's type still asks for it
  rootUri: null,
  capabilities: {},
  workspaceFolders: [
    { uri: 'file:///project/app', name: 'app' },
    { uri: 'file:///project/app/packages/inner/', name: 'inner' },
    { uri: 'file:///C%3A/code', name: 'windows' },
    { uri: 'vscode-remote://ssh-remote%2Bhost/home/me', name: 'remote' },
  ],
}

test.each([
  ['file:///project/app/src/a.ts', 'src/a.ts'],
  ['file:///project/app/packages/inner/b.ts', 'b.ts'],
  ['file:///project/application/a.ts', 'a.ts'],
  ['file:///c:/code/src/a.ts', 'src/a.ts'],
  ['file:///project/app/with%20space/%C3%A9.ts', 'with space/é.ts'],
  ['vscode-remote://ssh-remote+host/home/me/x.py', 'x.py'],
  ['untitled:Untitled-1', 'Untitled-1'],
  ['vscode-notebook-cell:/code/book.ipynb#W0sZmlsZQ', 'book.ipynb'],
  ['file:///broken%E0%A4%A/a.ts', 'a.ts'],
  ['', ''],
])('the path of %j is %j', (uri, expected) => {
  expect(createWorkspaceFolders(connection, clientOf(params), params).pathOf(uri)).toBe(expected)
})
