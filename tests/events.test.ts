import fs from 'node:fs'
import path from 'node:path'
import type { UsageEvent } from '@wayline/inference/api'
import { ExecuteCommandRequest } from 'vscode-languageserver-protocol'
import { eventFiles, readEvents } from '../server/src/events/event-files.ts'
import { withoutInlineCompletion } from './src/capabilities.ts'
import type { Editor } from './src/editor.ts'
import type { Home } from './src/home.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const eventsOf = (home: Home): Promise<UsageEvent[]> => readEvents(eventFiles(home.local.dataDir))

/** One suggestion that the user takes, and a semicolon behind it. */
async function session(editor: Editor, uri: string, accept: 'by its text' | 'by the command'): Promise<void> {
  const document = await editor.open(uri, 'const launchCode = |\n')
  const [item] = await document.inline({ invoked: true })
  if (typeof item?.insertText !== 'string') throw new Error('there is no suggestion')
  // An editor that makes something else of it can only tell by the command.
  await document.type(accept === 'by its text' ? item.insertText : `(${item.insertText})`)
  if (accept === 'by the command') {
    const { command = '', arguments: values = [] } = item.command ?? {}
    await editor.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: values })
  }
  await document.type(';')
}

describe.each(mainTransports)('Events, %s', transport => {
  const running = useSession(transport)

  test.each(['by its text', 'by the command'] as const)('an acceptance is known %s', async accept => {
    const { editor } = await running().editorWithEngine()
    await session(editor, running().home.uri('a.ts'), accept)
    await editor.quit()
    const events = await eventsOf(running().home)
    expect(events).toMatchObject([
      {
        type: 'suggestion',
        language: 'typescript',
        model: 'Qwen2.5-Coder-1.5B',
        characters: 9,
        lines: 1,
        outcome: 'accepted',
        kind: 'full',
        acceptedCharacters: 9,
      },
      { type: 'activity', language: 'typescript', generated: 1, acceptedCharacters: accept === 'by its text' ? 9 : 11 },
    ])
    expect(events[1]).toMatchObject({ typedCharacters: 1 })
  })

  test('without inline completion the entry of the list is followed too', async () => {
    const { editor } = await running().editorWithEngine({ capabilities: withoutInlineCompletion })
    const document = await editor.open(running().home.uri('a.ts'), 'const total = ans|\n')
    const [item] = await document.completions()
    if (!item?.textEdit || !('range' in item.textEdit)) throw new Error('there is no entry')
    await document.replace(item.textEdit.range, item.textEdit.newText)
    await editor.quit()
    expect(await eventsOf(running().home)).toMatchObject([
      { type: 'suggestion', outcome: 'accepted', kind: 'full' },
      { type: 'activity', typedCharacters: 0 },
    ])
  })

  test('nothing of the code, the file or the user is in what is kept', async () => {
    const { editor } = await running().editorWithEngine()
    await session(editor, running().home.uri('launch.ts'), 'by its text')
    await editor.quit()
    const { folder, newer } = eventFiles(running().home.local.dataDir)
    expect(fs.readdirSync(folder)).toEqual([path.basename(newer)])
    expect(fs.readFileSync(newer, 'utf8')).not.toMatch(/launch|answer|project|\/wl-/i)
  })

  test('the gateway is told only when telemetry is on, and counts', async () => {
    const { editor, gateway } = await running().editorWithEngine()
    await session(editor, running().home.uri('a.ts'), 'by its text')
    await editor.quit()
    expect(await counted(gateway.url)).toEqual([])
    const told = await running().editor({ settings: { gateway: gateway.settings, telemetry: { send: true } } })
    await session(told, running().home.uri('a.ts'), 'by its text')
    await told.quit()
    expect(await counted(gateway.url)).toContain('wayline_suggestions_accepted_total{kind="full"} 1')
  })

  test('a folder that cannot be written costs one line in the log and nothing else', async () => {
    const { home } = running()
    fs.mkdirSync(home.local.dataDir, { recursive: true })
    fs.writeFileSync(eventFiles(home.local.dataDir).folder, '')
    const { editor } = await running().editorWithEngine()
    const told: string[] = []
    editor.connection.onNotification('window/logMessage', ({ message }: { message: string }) => void told.push(message))
    await session(editor, home.uri('a.ts'), 'by its text')
    await session(editor, home.uri('b.ts'), 'by its text')
    expect(await editor.quit()).toBe(0)
    const ofEvents = told.filter(message => /events/i.test(message))
    expect(ofEvents).toHaveLength(1)
    expect(ofEvents[0]).toMatch(/cannot be written/)
    expect(editor.shown).toEqual([])
  })
})

/** What the gateway has counted of suggestions. */
async function counted(url: string): Promise<string[]> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return text.split('\n').filter(line => line.startsWith('wayline_suggestion'))
}

describe('Events of a language server that is ended from outside', () => {
  const running = useSession('stdio')

  // Emacs sends SIGHUP when it is closed, and waits for nothing.
  test.each(['SIGHUP', 'SIGTERM'] as const)('are kept after %s', async signal => {
    const { editor } = await running().editorWithEngine()
    await session(editor, running().home.uri('a.ts'), 'by its text')
    // Notifications are handled in order: what was typed has arrived.
    await editor.settled()
    editor.process?.child.kill(signal)
    await editor.process?.exited
    expect(await eventsOf(running().home)).toMatchObject([{ outcome: 'accepted' }, { type: 'activity' }])
  })
})
