import { PassThrough } from 'node:stream'
import {
  createConnection,
  createProtocolConnection,
  DidChangeConfigurationNotification,
  StreamMessageReader,
  StreamMessageWriter,
  type Connection,
  type ProtocolConnection,
} from 'vscode-languageserver/node'
import { clientOf, type Client } from './client.ts'
import { createSettings, type Settings } from './settings.ts'

const plainClient: Client = clientOf({
  capabilities: { textDocument: { inlineCompletion: {} } },
  clientInfo: { name: 'test' },
})

let editor: ProtocolConnection
let server: Connection
let problems: string[]

beforeEach(() => {
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()]
  server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toEditor))
  editor = createProtocolConnection(new StreamMessageReader(toEditor), new StreamMessageWriter(toServer))
  editor.listen()
  problems = []
})

afterEach(() => {
  editor.dispose()
  server.dispose()
})

function settingsWith(initializationOptions: unknown, client: Partial<Client> = {}): Settings {
  const settings = createSettings({
    connection: server,
    client: { ...plainClient, ...client },
    initializationOptions,
    onProblem: problem => problems.push(problem),
  })
  server.listen()
  return settings
}

async function changed(settings: Settings, sent: unknown): Promise<void> {
  const change = new Promise<void>(resolve => settings.onChange(() => resolve()))
  await editor.sendNotification(DidChangeConfigurationNotification.type, { settings: sent })
  await change
}

test.each([
  ['the whole of the settings', { wayline: { completion: { enabled: false } } }],
  ['our section alone', { completion: { enabled: false } }],
  ['our section alone, from a client that names itself', { client: 'vscode', completion: { enabled: false } }],
])('initializationOptions may be %s', async (_, options) => {
  const settings = settingsWith(options)
  await settings.follow()
  expect(settings.current.completion.enabled).toBe(false)
  expect(problems).toEqual([])
})

test.each([
  ['the whole of the settings', { wayline: { log: { level: 'debug' } }, editor: { tabSize: 2 } }],
  ['our section alone', { log: { level: 'debug' } }],
])('a change may bring %s, and keeps what initializationOptions said', async (_, sent) => {
  const settings = settingsWith({ wayline: { completion: { enabled: false } } })
  await changed(settings, sent)
  expect(settings.current).toMatchObject({ log: { level: 'debug' }, completion: { enabled: false } })
  expect(Object.isFrozen(settings.current)).toBe(true)
})

test('the editor is asked for its settings if it can be', async () => {
  editor.onRequest('workspace/configuration', () => [{ exclude: ['*.sql'], local: null }])
  const settings = settingsWith(undefined, { hasConfiguration: true })
  await settings.follow()
  expect(settings.current.exclude).toEqual(['*.sql'])
})

test('it is asked again when a change brings nothing', async () => {
  let level = 'info'
  editor.onRequest('workspace/configuration', () => [{ log: { level } }])
  const settings = settingsWith(undefined, { hasConfiguration: true })
  await settings.follow()
  level = 'error'
  await changed(settings, null)
  expect(settings.current.log.level).toBe('error')
})

test('bad settings are told in one message, and each once', async () => {
  const settings = settingsWith({ wayline: { completions: {}, completion: { timeoutMs: 'soon' } } })
  await settings.follow()
  await changed(settings, { wayline: { log: { level: 'debug' }, completions: {} } })
  expect(problems).toEqual([
    'Unknown setting wayline.completions; did you mean wayline.completion? ' +
      'Setting wayline.completion.timeoutMs takes a whole number from 100 to 60000; its default is used.',
  ])
})

test('a rule that has been taken out of the settings is as it is by itself', async () => {
  const settings = settingsWith({ wayline: { diagnosis: { rules: { one: 'off', two: 'hint' } } } })
  await settings.follow()
  await changed(settings, { wayline: { diagnosis: { rules: { two: 'hint' } } } })
  expect(settings.current.diagnosis.rules).toEqual({ two: 'hint' })
})
