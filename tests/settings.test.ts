import { statusNotification, type WaylineStatus } from '@wayline/server/protocol'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

describe.each(mainTransports)('Settings, %s', transport => {
  const session = useSession(transport)

  test('off means that the engine is not asked, and on again that it is', async () => {
    const { editor, engine, gateway } = await session().editorWithEngine({
      settings: { completion: { enabled: false } },
    })
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    expect(await document.inline({ invoked: true })).toEqual([])
    expect(engine.requests).toEqual([])
    await editor.configure({ gateway: gateway.settings, completion: { enabled: true } })
    expect(await document.inline()).toHaveLength(1)
  })

  test('that completions are on again is told with how things stand, without waiting for another document', async () => {
    const { editor, gateway } = await session().editorWithEngine({ introduction: { client: 'test' } })
    const ready = new Promise<void>(resolve => {
      let wasOff = false
      editor.connection.onNotification(statusNotification, ({ state }: WaylineStatus) => {
        wasOff ||= state === 'off'
        if (wasOff && state === 'ready') resolve()
      })
    })
    await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    await editor.configure({ gateway: gateway.settings, completion: { enabled: false } })
    await editor.configure({ gateway: gateway.settings, completion: { enabled: true } })
    await ready
  })

  test('a language that is switched off has no completions', async () => {
    const { editor, engine } = await session().editorWithEngine({
      settings: { completion: { disabledLanguages: ['markdown'] } },
    })
    const document = await editor.open(session().home.uri('a.md'), 'Once upon a |\n', 'markdown')
    expect(await document.inline({ invoked: true })).toEqual([])
    expect(engine.requests).toEqual([])
  })

  test('completions only by hand are not offered while typing', async () => {
    const { editor, engine } = await session().editorWithEngine({ settings: { completion: { automatic: false } } })
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    expect(await document.inline()).toEqual([])
    expect(engine.requests).toEqual([])
    expect(await document.inline({ invoked: true })).toHaveLength(1)
  })

  test('another gateway is used from the moment it is set', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const second = await session().engine()
    second.answer = () => 'second.answer()'
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    await document.inline()
    const gateway = await session().gateway(second)
    await editor.configure({ gateway: gateway.settings })
    const other = await editor.open(session().home.uri('b.ts'), 'const other = |\n')
    expect((await other.inline())[0]?.insertText).toBe('second.answer()')
    expect(engine.requests).toHaveLength(1)
    expect(second.requests).toHaveLength(1)
  })

  test('a file that a setting excludes is not sent', async () => {
    const { editor, engine } = await session().editorWithEngine({ settings: { exclude: ['private/**'] } })
    const document = await editor.open(session().home.uri('private/a.ts'), 'const total = |\n')
    expect(await document.inline({ invoked: true })).toEqual([])
    expect(engine.requests).toEqual([])
  })

  test('an unknown setting is named in one message, and everything else works', async () => {
    const { editor } = await session().editorWithEngine({ settings: { completion: { enable: true } } })
    const message = await editor.nextMessage()
    expect(message.message).toContain('wayline.completion.enable')
    expect(message.message).toContain('wayline.completion.enabled')
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    expect(await document.inline()).toHaveLength(1)
    expect(editor.shown).toHaveLength(1)
  })

  test('a setting of the wrong kind keeps its default and is named', async () => {
    const { editor } = await session().editorWithEngine({ settings: { completion: { timeoutMs: 'long' } } })
    expect((await editor.nextMessage()).message).toContain('wayline.completion.timeoutMs')
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    expect(await document.inline()).toHaveLength(1)
  })
})
