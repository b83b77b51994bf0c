import { protocolVersion, ServerIntroduction, statusNotification } from '@wayline/server/protocol'
import { itemsOf, pull, pullCapabilities } from './src/diagnostics.ts'
import type { Editor } from './src/editor.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const settings = { local: { enabled: false } }

describe.each(mainTransports)('An extension of our own, %s', transport => {
  const session = useSession(transport)

  /** An editor with an extension of a version; `heard` collects what only our own clients are told. */
  async function withExtension(protocol: number): Promise<{ editor: Editor; heard: unknown[] }> {
    const introduction = { client: 'vscode', clientVersion: '9.9.9', protocol }
    const editor = await session().editor({ introduction, settings, capabilities: pullCapabilities })
    const heard: unknown[] = []
    editor.connection.onNotification(statusNotification, status => void heard.push(status))
    return { editor, heard }
  }

  /** Whether findings, which are the standard's, come as ever. */
  async function expectStandard(editor: Editor): Promise<void> {
    const uri = session().home.uri('a.js')
    await editor.open(uri, 'function one() {\n  debugger\n}\n', 'javascript')
    expect(itemsOf(await pull(editor, uri)).map(({ code }) => code)).toEqual(['js-debugger'])
  }

  test('that is as old as the server hears nothing of versions', async () => {
    const { editor } = await withExtension(protocolVersion)
    await expectStandard(editor)
    expect(editor.shown.map(({ message }) => message).join()).not.toMatch(/older|newer/)
  })

  test.each([
    ['older', protocolVersion - 1, /older than this language server.*Update the extension/],
    ['newer', protocolVersion + 1, /newer than this language server.*Update the server/],
  ])('that is %s is told what to update, and keeps what the standard has', async (_, protocol, words) => {
    const { editor, heard } = await withExtension(protocol)
    expect((await editor.nextMessage()).message).toMatch(words)
    await expectStandard(editor)
    await editor.settled()
    expect(heard).toEqual([])
  })

  test('learns from the server how new that is', async () => {
    const { editor } = await withExtension(protocolVersion)
    const { wayline } = ServerIntroduction.parse(editor.initialized.capabilities.experimental)
    expect(wayline.protocol).toBe(protocolVersion)
  })
})
