import { fullCapabilities, withoutInlineCompletion } from './src/capabilities.ts'
import type { OpenDocument } from './src/open-document.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

// An editor throws away what comes for a text that it has no more, or knows what to make of it. Either needs an answer to
// the question that was asked, and not one that is half of the text then and half of the text now.
describe.each(mainTransports)('An answer that comes after the text has changed, %s', transport => {
  const session = useSession(transport)

  test.each(['utf-16', 'utf-8'] as const)('says in ghost text where it was asked for, %s', async encoding => {
    const capabilities = { ...fullCapabilities, general: { positionEncodings: [encoding] } }
    const { editor, engine } = await session().editorWithEngine({ capabilities })
    const document = await editor.open(session().home.uri('a.ts'), 'const größe = |\n')
    const asked = document.position
    const [item] = await changedMeanwhile(document, engine, () => document.inline())
    expect(item?.range).toEqual({ start: asked, end: asked })
  })

  test('says in the list of completions what it goes on from', async () => {
    const { editor, engine } = await session().editorWithEngine({ capabilities: withoutInlineCompletion })
    engine.answer = () => 'Of(prices)'
    const document = await editor.open(session().home.uri('a.ts'), 'const total = sum|\n')
    const { line, character } = document.position
    const [item] = await changedMeanwhile(document, engine, () => document.completions())
    expect(item?.textEdit).toEqual({
      newText: 'sumOf(prices)',
      range: { start: { line, character: character - 3 }, end: { line, character } },
    })
  })
})

/** Asks, and empties the line before the engine answers. */
async function changedMeanwhile<Item>(
  document: OpenDocument,
  engine: { hold(): () => void; nextRequest(): Promise<unknown> },
  ask: () => Promise<Item[]>,
): Promise<Item[]> {
  const release = engine.hold()
  const arrived = engine.nextRequest()
  const answer = ask()
  await arrived
  await document.replace({ start: { line: 0, character: 0 }, end: document.position }, '')
  release()
  return await answer
}
