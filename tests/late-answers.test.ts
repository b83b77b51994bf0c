import { withoutInlineCompletion } from './src/capabilities.ts'
import type { Editor } from './src/editor.ts'
import type { OpenDocument } from './src/open-document.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

// Not every editor notices that an answer is for a text that it has no more.
describe.each(mainTransports)('An answer that comes after the text has changed, %s', transport => {
  const session = useSession(transport)

  test('is no ghost text', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    expect(await changedMeanwhile(editor, document, engine, () => document.inline())).toEqual([])
  })

  test('is no entry of the list of completions', async () => {
    const { editor, engine } = await session().editorWithEngine({ capabilities: withoutInlineCompletion })
    engine.answer = () => 'Of(prices)'
    const document = await editor.open(session().home.uri('a.ts'), 'const total = sum|\n')
    expect(await changedMeanwhile(editor, document, engine, () => document.completions())).toEqual([])
  })

  test('is there for the next question, where the user has typed what it says', async () => {
    const { editor, engine } = await session().editorWithEngine({ settings: { completion: { askAhead: false } } })
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    const release = engine.hold()
    const arrived = engine.nextRequest()
    const first = document.inline()
    await arrived
    await document.type('ans')
    const second = document.inline()
    await editor.settled()
    release()
    expect(await first).toEqual([])
    expect(await second).toMatchObject([{ insertText: 'wer(1)' }])
    expect(engine.requests).toHaveLength(1)
  })

  test('is not waited for by the engine when the document is closed', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const uri = session().home.uri('a.ts')
    const document = await editor.open(uri, 'const total = |\n')
    engine.hold()
    const arrived = engine.nextRequest()
    const answer = document.inline()
    const { aborted } = await arrived
    await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
    await aborted
    expect(await answer).toEqual([])
  })

  test('is not waited for by the engine when completions are switched off', async () => {
    const { editor, engine, gateway } = await session().editorWithEngine()
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    engine.hold()
    const arrived = engine.nextRequest()
    const answer = document.inline()
    const { aborted } = await arrived
    await editor.configure({ gateway: gateway.settings, completion: { enabled: false } })
    await aborted
    expect(await answer).toEqual([])
  })
})

/** Asks, and empties the line before the engine answers. */
async function changedMeanwhile<Item>(
  editor: Editor,
  document: OpenDocument,
  engine: { hold(): () => void; nextRequest(): Promise<unknown> },
  ask: () => Promise<Item[]>,
): Promise<Item[]> {
  const release = engine.hold()
  const arrived = engine.nextRequest()
  const answer = ask()
  await arrived
  await document.replace({ start: { line: 0, character: 0 }, end: document.position }, '')
  await editor.settled()
  release()
  return await answer
}
