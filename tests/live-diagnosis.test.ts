import { DiagnosticRefreshRequest, type Diagnostic } from 'vscode-languageserver-protocol'
import { itemsOf, listenForDiagnostics, pull, pullCapabilities, pushCapabilities } from './src/diagnostics.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const settings = { completion: { enabled: false }, local: { enabled: false } }

/** A long file with a fault on its third line, and the cursor in a function in its middle. */
function longText(functions = 1500): string {
  const parts = Array.from({ length: functions }, (_, index) => {
    const fault = index === 0 ? 'const = 1' : `g(${index})`
    return `function f${index}() {\n  g()\n  ${fault}\n  ${index === 700 ? '|' : 'g()'}\n}\n`
  })
  return parts.join('\n')
}

const linesOf = (items: readonly Diagnostic[]): number[] => items.map(({ range }) => range.start.line)
const first = 2
const cursor = 700 * 6 + 3

describe.each(mainTransports)('An edit of a long document, %s', transport => {
  const session = useSession(transport)

  test('has the function around it told of first, beside what was told of before, then everything', async () => {
    const editor = await session().editor({ capabilities: pushCapabilities, settings })
    const told = listenForDiagnostics(editor)
    const uri = session().home.uri('a.ts')
    const document = await editor.open(uri, longText())
    expect(linesOf((await told.next(uri)).diagnostics)).toEqual([first])
    await document.type('const = 2')
    const words = [await told.next(uri), await told.next(uri)]
    expect(words.map(({ version, diagnostics }) => [version, linesOf(diagnostics)])).toEqual([
      [2, [first, cursor]],
      [2, [first, cursor]],
    ])
  })

  test('is answered with that to an editor that asks, which is then asked to ask for the rest', async () => {
    const editor = await session().editor({ capabilities: pullCapabilities, settings })
    const uri = session().home.uri('a.ts')
    const document = await editor.open(uri, longText())
    expect(linesOf(itemsOf(await pull(editor, uri)))).toEqual([first])
    const asked = new Promise<void>(resolve => {
      editor.connection.onRequest(DiagnosticRefreshRequest.type, () => resolve())
    })
    await document.type('\nconst = 2')
    expect(linesOf(itemsOf(await pull(editor, uri)))).toEqual([first, cursor + 1])
    await asked
    expect(linesOf(itemsOf(await pull(editor, uri)))).toEqual([first, cursor + 1])
  })
})

describe.each(mainTransports)('Somebody who types, %s', transport => {
  const session = useSession(transport)

  test('has a completion while a document is still being looked at', async () => {
    const { editor, engine } = await session().editorWithEngine({ capabilities: pullCapabilities })
    engine.answer = () => 'prices.reduce(add, 0)'
    const order: string[] = []
    const long = session().home.uri('long.ts')
    await editor.open(long, longText(8000))
    const document = await editor.open(session().home.uri('total.ts'), 'const total = |\n')
    const findings = pull(editor, long).then(() => order.push('findings'))
    const items = await document.inline()
    order.push('completion')
    await findings
    expect(items).toHaveLength(1)
    expect(order).toEqual(['completion', 'findings'])
  })
})
