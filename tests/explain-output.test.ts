import fs from 'node:fs'
import path from 'node:path'
import {
  DiagnosticRefreshRequest,
  ExecuteCommandRequest,
  HoverRequest,
  ShowDocumentRequest,
  type ClientCapabilities,
  type CodeAction,
} from 'vscode-languageserver-protocol'
import { actionCapabilities, actionsAt, resolved, withEdit } from './src/code-actions.ts'
import { itemsOf, listenForDiagnostics, pull, pushCapabilities } from './src/diagnostics.ts'
import type { Editor } from './src/editor.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const capabilities: ClientCapabilities = {
  ...actionCapabilities,
  window: { ...actionCapabilities.window, showDocument: { support: true } },
  textDocument: { ...actionCapabilities.textDocument, hover: { contentFormat: ['markdown'] } },
}
const alone = { completion: { enabled: false }, local: { enabled: false } }
const shop = 'def price(shop, name):\n    return shop[name]\n'
const main = 'from shop import price\n\nprint(price({}, "tea"))\n'
const trace = (project: string): string => `Traceback (most recent call last):
  File "${project}/main.py", line 3, in <module>
    print(price({}, "tea"))
  File "${project}/shop.py", line 2, in price
    return shop[name]
           ~~~~^^^^^^
KeyError: 'tea'
`

describe.each(mainTransports)('What a program has printed, %s', transport => {
  const session = useSession(transport)
  const uri = (name: string): string => session().home.uri(name)

  function run({ connection }: Editor, command: string, argument?: unknown): Promise<unknown> {
    return connection.sendRequest(ExecuteCommandRequest.type, {
      command,
      arguments: argument === undefined ? [] : [argument],
    })
  }

  /** A project of two files, with the inner one open. */
  async function begin(own = capabilities, settings: object = alone): Promise<Editor> {
    for (const [name, text] of [
      ['shop.py', shop],
      ['main.py', main],
    ] as const)
      fs.writeFileSync(path.join(session().home.project, name), text)
    const editor = await session().editor({ capabilities: own, settings: { ...settings } })
    editor.connection.onRequest(ShowDocumentRequest.type, () => ({ success: true }))
    return editor
  }
  const output = (): string => trace(session().home.project)

  test('is explained, and shown at the innermost place of the project, with who has called it', async () => {
    const editor = await begin()
    await editor.open(uri('shop.py'), shop, 'python')
    const refreshed = new Promise<void>(resolve =>
      editor.connection.onRequest(DiagnosticRefreshRequest.type, () => resolve()),
    )
    const told = await run(editor, 'wayline.explainOutput', output())
    expect(told).toContain("**KeyError: 'tea'**")
    expect(told).toContain(String.raw`- shop\.py, line 2, in price`)
    await refreshed
    const [found] = itemsOf(await pull(editor, uri('shop.py')))
    expect(found).toMatchObject({
      code: 'KeyError',
      source: 'Wayline',
      severity: 1,
      range: { start: { line: 1, character: 4 }, end: { line: 1, character: 21 } },
      relatedInformation: [{ location: { uri: uri('main.py'), range: { start: { line: 2 } } } }],
    })
    expect(found?.message).toMatch(/^KeyError: 'tea'\n.+/)
  })

  test('is told by a hover at its place', async () => {
    const editor = await begin()
    await editor.open(uri('shop.py'), shop, 'python')
    await run(editor, 'wayline.explainOutput', { text: output() })
    await pull(editor, uri('shop.py'))
    const position = { line: 1, character: 12 }
    const hover = await editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: uri('shop.py') },
      position,
    })
    expect(JSON.stringify(hover)).toContain('KeyError')
  })

  test('goes when its line is edited, stays when lines before it are, and goes by the command', async () => {
    const editor = await begin()
    const document = await editor.open(uri('shop.py'), shop, 'python')
    await run(editor, 'wayline.explainOutput', output())
    const at = (line: number, character: number): { line: number; character: number } => ({ line, character })
    await document.replace({ start: at(0, 0), end: at(0, 0) }, '# New.\n')
    expect(itemsOf(await pull(editor, uri('shop.py')))).toMatchObject([{ range: { start: { line: 2 } } }])
    await run(editor, 'wayline.clearOutput')
    expect(itemsOf(await pull(editor, uri('shop.py')))).toEqual([])
    await run(editor, 'wayline.explainOutput', output())
    await document.replace({ start: at(1, 0), end: at(1, 3) }, 'def')
    expect(itemsOf(await pull(editor, uri('shop.py')))).toEqual([])
  })

  test('gives way to what is printed next', async () => {
    const editor = await begin()
    await editor.open(uri('shop.py'), shop, 'python')
    await run(editor, 'wayline.explainOutput', output())
    await run(editor, 'wayline.explainOutput', `main.py:1: error: Cannot find module  [import]\n`)
    expect(itemsOf(await pull(editor, uri('shop.py')))).toEqual([])
  })

  test('is shown in files that are not open, and taken back when they are opened', async () => {
    const editor = await begin()
    const told = listenForDiagnostics(editor)
    await run(editor, 'wayline.explainOutput', output())
    expect((await told.next(uri('shop.py'))).diagnostics).toMatchObject([{ code: 'KeyError' }])
    await editor.open(uri('shop.py'), shop, 'python')
    expect((await told.next(uri('shop.py'))).diagnostics).toEqual([])
  })

  test('is sent to an editor that does not ask', async () => {
    const editor = await begin({ ...pushCapabilities, window: capabilities.window ?? {} })
    const told = listenForDiagnostics(editor)
    await editor.open(uri('shop.py'), shop, 'python')
    await run(editor, 'wayline.explainOutput', output())
    expect((await told.next(uri('shop.py'))).diagnostics).toMatchObject([{ code: 'KeyError' }])
    await run(editor, 'wayline.clearOutput')
    expect((await told.next(uri('shop.py'))).diagnostics).toEqual([])
  })

  test('is explained where it is selected in a document, by a code action and by wayline.explain', async () => {
    const editor = await begin()
    await editor.open(uri('shop.py'), shop, 'python')
    await editor.open('untitled:output', `$ python main.py\n${output()}`, 'plaintext')
    const range = { start: { line: 1, character: 0 }, end: { line: 8, character: 0 } }
    const [action] = await actionsAt(editor, 'untitled:output', range)
    expect(action).toMatchObject({ title: 'Explain this output', command: { command: 'wayline.explainOutput' } })
    const { command } = action as CodeAction
    expect(await run(editor, command?.command ?? '', command?.arguments?.[0])).toContain('KeyError')
    expect(itemsOf(await pull(editor, uri('shop.py')))).toHaveLength(1)
    expect(await run(editor, 'wayline.explain', { uri: 'untitled:output', range })).toContain('KeyError')
    const nothing = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }
    expect(await actionsAt(editor, 'untitled:output', nothing)).toEqual([])
  })

  test('that tells of nothing is refused with a sentence', async () => {
    const editor = await begin()
    await expect(run(editor, 'wayline.explainOutput', 'all is well\n')).rejects.toThrow(/stack trace/)
  })

  test('of files that are excluded is told without a place', async () => {
    const editor = await begin(capabilities, { ...alone, exclude: ['shop.py'] })
    await editor.open(uri('shop.py'), shop, 'python')
    expect(await run(editor, 'wayline.explainOutput', output())).not.toContain(String.raw`- shop\.py`)
    expect(itemsOf(await pull(editor, uri('shop.py')))).toEqual([])
  })

  test('is mended by the model at its place', async () => {
    const { editor, engine } = await session().editorWithEngine({ capabilities })
    editor.connection.onRequest(ShowDocumentRequest.type, () => ({ success: true }))
    fs.writeFileSync(path.join(session().home.project, 'shop.py'), shop)
    await editor.open(uri('shop.py'), shop, 'python')
    await run(editor, 'wayline.explainOutput', output())
    const [found] = itemsOf(await pull(editor, uri('shop.py')))
    if (!found) throw new Error('nothing is shown')
    const actions = await actionsAt(editor, uri('shop.py'), found.range, { diagnostics: [found] })
    expect(actions.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^Fix with the model: KeyError/),
      expect.stringMatching(/^Explain: KeyError/),
    ])
    engine.answerChat = () => `\`\`\`python\n${shop.replace('shop[name]', 'shop.get(name)')}\`\`\``
    const { edit } = await resolved(editor, actions[0] as CodeAction)
    expect(withEdit(shop, edit)).toBe(shop.replace('shop[name]', 'shop.get(name)'))
    expect(engine.chats[0]?.[1]?.content).toContain("KeyError: 'tea'")
  })
})
