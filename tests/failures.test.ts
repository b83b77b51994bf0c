import { ExecuteCommandRequest, MessageType } from 'vscode-languageserver-protocol'
import { statusNotification, type WaylineStatus } from '@wayline/server/protocol'
import { fullCapabilities } from './src/capabilities.ts'
import { companyKey } from './src/gateway.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

describe.each(mainTransports)('Failures, %s', transport => {
  const session = useSession(transport)
  const code = 'const total = |\n'

  test('a wrong key is told in one message that says what to do', async () => {
    const { editor, gateway } = await session().editorWithEngine()
    await editor.configure({ gateway: { url: gateway.url, token: 'wrong' } })
    const document = await editor.open(session().home.uri('a.ts'), code)
    expect(await document.inline()).toEqual([])
    const { type, message } = await editor.nextMessage()
    expect(type).toBeLessThanOrEqual(MessageType.Warning)
    expect(message).toMatch(/wayline\.gateway\.token/)
    expect(await document.inline({ invoked: true })).toEqual([])
    expect(editor.shown).toHaveLength(1)
  })

  test('the right key, set after a wrong one, is enough', async () => {
    const { editor, gateway } = await session().editorWithEngine()
    await editor.configure({ gateway: { url: gateway.url, token: 'wrong' } })
    const document = await editor.open(session().home.uri('a.ts'), code)
    await document.inline()
    await editor.configure({ gateway: { url: gateway.url, token: companyKey } })
    expect(await document.inline({ invoked: true })).toHaveLength(1)
  })

  test('a gateway that cannot be reached is told once, with its address', async () => {
    // Port 9 of this computer is the discard service, which nobody runs.
    const url = 'http://127.0.0.1:9'
    const editor = await session().editor({ settings: { gateway: { url, token: 'x' } } })
    const document = await editor.open(session().home.uri('a.ts'), code)
    expect(await document.inline()).toEqual([])
    expect((await editor.nextMessage()).message).toContain(url)
    expect(await document.inline({ invoked: true })).toEqual([])
    await editor.settled()
    expect(editor.shown).toHaveLength(1)
  })

  test('a gateway that cannot be reached by the command to restart it is a state, not a start that never ends', async () => {
    const settings = { gateway: { url: 'http://127.0.0.1:9', token: 'x' } }
    const capabilities = { ...fullCapabilities, experimental: { waylineStatus: true } }
    const editor = await session().editor({ settings, capabilities })
    const failed = new Promise<WaylineStatus>(resolve =>
      editor.connection.onNotification(statusNotification, (status: WaylineStatus) => {
        if (status.state !== 'starting') resolve(status)
      }),
    )
    const command = 'wayline.restartGateway'
    await expect(editor.connection.sendRequest(ExecuteCommandRequest.type, { command })).rejects.toThrow('be reached')
    expect(await failed).toMatchObject({ state: 'gateway-unreachable' })
  })

  test('a message to a person never contains a stack trace', async () => {
    const editor = await session().editor({ settings: { gateway: { url: 'http://127.0.0.1:9', token: 'x' } } })
    const document = await editor.open(session().home.uri('a.ts'), code)
    await document.inline()
    expect((await editor.nextMessage()).message).not.toMatch(/\n\s+at |node:|Error:|ECONN/)
  })

  test('an engine that cannot be reached is told by the gateway, and used again when it is back', async () => {
    const { editor, engine } = await session().editorWithEngine()
    await engine.close()
    const document = await editor.open(session().home.uri('a.ts'), code)
    expect(await document.inline()).toEqual([])
    expect((await editor.nextMessage()).message).toMatch(/engine/i)
    expect(editor.shown).toHaveLength(1)
  })

  test('a gateway that was killed is used again when it is back', async () => {
    const { editor, engine, gateway } = await session().editorWithEngine()
    const document = await editor.open(session().home.uri('a.ts'), code)
    expect(await document.inline()).toHaveLength(1)
    gateway.child.kill('SIGKILL')
    await gateway.exited
    const port = new URL(gateway.url).port
    await session().gateway(engine, ['--port', port])
    await document.type('sum(')
    expect(await document.inline({ invoked: true })).toHaveLength(1)
  })

  test('an engine that fails in the middle of an answer leaves no half of it behind', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.fail = true
    const document = await editor.open(session().home.uri('a.ts'), code)
    expect(await document.inline()).toEqual([])
    engine.fail = false
    expect(await document.inline({ invoked: true })).toHaveLength(1)
  })
})
