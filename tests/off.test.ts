import fs from 'node:fs'
import os from 'node:os'
import { DidSaveTextDocumentNotification, ExecuteCommandRequest } from 'vscode-languageserver-protocol'
import { eventFiles, readEvents } from '../server/src/events/event-files.ts'
import { fullCapabilities } from './src/capabilities.ts'
import type { Editor, Settings } from './src/editor.ts'
import type { Home } from './src/home.ts'
import { watchesOf } from './src/processes.ts'
import { useSession } from './src/session.ts'
import type { StandInEngine } from './src/stand-in-engine.ts'
import { mainTransports } from './src/transports.ts'

/** An editor that would watch any file for the server. */
const capabilities = {
  ...fullCapabilities,
  workspace: { ...fullCapabilities.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
}

const allOff: [string, Settings][] = [
  ['altogether', { completion: { enabled: false } }],
  ['in the language', { completion: { disabledLanguages: ['typescript'] } }],
  ['in the folder', { completion: { disabledFolders: ['src'] } }],
  ['in the whole workspace', { completion: { disabledFolders: ['**'] } }],
]

/** Everything that an editor does with a document while somebody works in it. */
async function work(editor: Editor, uri: string): Promise<void> {
  const document = await editor.open(uri, 'const total = |\n')
  for (const key of 'pri') {
    await document.type(key)
    await document.inline()
  }
  const [item] = await document.inline({ invoked: true })
  if (typeof item?.insertText === 'string') await document.type(item.insertText)
  const { command = 'wayline.completionAccepted', arguments: values = ['c1'] } = item?.command ?? {}
  await editor.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: values })
  await editor.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } })
  await document.type(';\n')
  await editor.settled()
}

interface Traces {
  requests: number
  watchers: number
  watches: number
  events: number
}

/** What has been done for the user; ends the editor, because the last events are written then. */
async function traces(editor: Editor, engine: StandInEngine, home: Home): Promise<Traces> {
  const watchers = editor.registered().filter(method => method === 'workspace/didChangeWatchedFiles').length
  // Where the server shares this process, so do others that may watch.
  const watches = (editor.process && watchesOf(editor.process.pid)) ?? 0
  await editor.quit()
  const events = (await readEvents(eventFiles(home.local.dataDir))).length
  return { requests: engine.requests.length + engine.warmUps, watchers, watches, events }
}

describe.each(mainTransports)('Off means off, %s', transport => {
  const session = useSession(transport)
  const file = (): string => session().home.uri('src/a.ts')

  test('where it is on there are traces', async () => {
    const { editor, engine } = await session().editorWithEngine({ capabilities })
    await work(editor, file())
    expect(editor.registered()).toContain('workspace/didChangeConfiguration')
    const found = await traces(editor, engine, session().home)
    expect(found.requests).toBeGreaterThan(0)
    expect(found.events).toBeGreaterThan(0)
  })

  test.each(allOff)('%s: no request, no event, no file watched', async (_, settings) => {
    const { editor, engine } = await session().editorWithEngine({ capabilities, settings })
    await work(editor, file())
    expect(await traces(editor, engine, session().home)).toEqual({ requests: 0, watchers: 0, watches: 0, events: 0 })
  })

  test.each(allOff)('%s: no gateway is started, and nothing is written', async (_, settings) => {
    const editor = await session().editor({ capabilities, settings })
    await work(editor, file())
    await editor.quit()
    expect(fs.existsSync(session().home.local.dataDir)).toBe(false)
  })

  test.each(allOff)('switched off while working, %s: nothing more comes', async (_, settings) => {
    const { editor, engine, gateway } = await session().editorWithEngine({ capabilities })
    await work(editor, file())
    await editor.configure({ gateway: gateway.settings, ...settings })
    await editor.settled()
    const before = engine.requests.length + engine.warmUps
    await work(editor, session().home.uri('src/b.ts'))
    const { requests, events } = await traces(editor, engine, session().home)
    expect(requests).toBe(before)
    // The one suggestion that was accepted before; counts that had not been written are not written any more.
    expect(events).toBeLessThanOrEqual(1)
  })

  test('without events, completions come and nothing is written', async () => {
    const { editor, engine } = await session().editorWithEngine({ settings: { events: { store: false } } })
    await work(editor, file())
    const { requests } = await traces(editor, engine, session().home)
    expect(requests).toBeGreaterThan(0)
    expect(fs.existsSync(eventFiles(session().home.local.dataDir).folder)).toBe(false)
  })

  test('a folder that is off leaves the others on', async () => {
    const { editor, engine } = await session().editorWithEngine({
      settings: { completion: { disabledFolders: ['src'] } },
    })
    await work(editor, session().home.uri('lib/a.ts'))
    expect(engine.requests.length).toBeGreaterThan(0)
  })
})

test('a watch that a process has is seen', () => {
  const before = watchesOf(process.pid)
  if (before === null) return
  const watcher = fs.watch(os.tmpdir())
  try {
    expect(watchesOf(process.pid)).toBe(before + 1)
  } finally {
    watcher.close()
  }
})
