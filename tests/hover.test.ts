import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  CancellationTokenSource,
  ExecuteCommandRequest,
  HoverRequest,
  ShowDocumentRequest,
  type ClientCapabilities,
  type Position,
} from 'vscode-languageserver-protocol'
import { pullCapabilities } from './src/diagnostics.ts'
import type { Editor } from './src/editor.ts'
import { until } from './src/processes.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const capabilities: ClientCapabilities = {
  ...pullCapabilities,
  window: { ...pullCapabilities.window, showDocument: { support: true } },
  textDocument: { ...pullCapabilities.textDocument, hover: { contentFormat: ['markdown', 'plaintext'] } },
}
const alone = { completion: { enabled: false }, local: { enabled: false } }
const code =
  '/** Adds two numbers. */\nexport function sum(a: number, b: number): number {\n  return a + b\n}\n\nsum(1, 2)\n'

async function hoverAt({ connection }: Editor, uri: string, position: Position): Promise<string> {
  const hover = await connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position })
  return hover && 'kind' in (hover.contents as object) ? (hover.contents as { value: string }).value : ''
}

/** Hovers until there is something: what is not known in a moment is left out, and is known at one of the next. */
async function hoverOn(editor: Editor, uri: string, position: Position): Promise<string> {
  let text = ''
  await until(async () => (text = await hoverAt(editor, uri, position)) !== '')
  return text
}

describe.each(mainTransports)('A hover, %s', transport => {
  const session = useSession(transport)
  const uri = (): string => session().home.uri('a.ts')

  test('is plain text where the editor likes that better than Markdown', async () => {
    const hover = { contentFormat: ['plaintext' as const, 'markdown' as const] }
    const editor = await session().editor({
      settings: alone,
      capabilities: { ...capabilities, textDocument: { ...capabilities.textDocument, hover } },
    })
    const uri = session().home.uri('a.py')
    await editor.open(uri, 'import hashlib\nhashlib.md5(b"")\n', 'python')
    const text = await hoverOn(editor, uri, { line: 1, character: 9 })
    expect(text).toContain('Wayline: Broken hash')
    expect(text).not.toContain('**')
  })

  test('says how a name is declared, and where', async () => {
    const editor = await session().editor({ capabilities, settings: alone })
    await editor.open(uri(), code)
    const text = await hoverOn(editor, uri(), { line: 5, character: 1 })
    expect(text).toContain('```typescript\nfunction sum(a: number, b: number): number\n```')
    expect(text).toContain(String.raw`Adds two numbers\.`)
    expect(text).toContain(String.raw`Declared in this file, line 2\.`)
  })

  test('knows what another file declares once the workspace has been read', async () => {
    fs.writeFileSync(path.join(session().home.project, 'sums.ts'), code)
    const editor = await session().editor({ capabilities, settings: alone })
    await editor.open(uri(), "import { sum } from './sums'\n\nsum(1, 2)\n")
    const text = await hoverOn(editor, uri(), { line: 2, character: 1 })
    expect(text).toContain(String.raw`Declared in sums\.ts, line 2\.`)
  })

  test('has the figures of a function where its name is declared', async () => {
    const editor = await session().editor({ capabilities, settings: alone })
    await editor.open(uri(), 'function pick(a: number) {\n  if (a > 1) return 2\n  return a > 0 ? 1 : 0\n}\n')
    let text = ''
    await until(async () => (text = await hoverAt(editor, uri(), { line: 0, character: 10 })).includes('complexity'))
    expect(text).toContain(
      String.raw`Cognitive complexity 2 \(limit 15\) · 3 paths · nesting 1 · 1 parameter · 4 lines`,
    )
  })

  test('has the figures of a function where it is used, and none in what diagnosis leaves out', async () => {
    const editor = await session().editor({ capabilities, settings: { ...alone, diagnosis: { exclude: ['vendor/'] } } })
    await editor.open(uri(), code)
    let text = ''
    await until(async () => (text = await hoverAt(editor, uri(), { line: 5, character: 1 })).includes('complexity'))
    expect(text).toContain('Cognitive complexity 0')
    const vendor = session().home.uri('vendor/a.ts')
    await editor.open(vendor, code)
    expect(await hoverOn(editor, vendor, { line: 1, character: 17 })).not.toContain('complexity')
  })

  test('makes no name of a word in a comment or a string', async () => {
    const editor = await session().editor({ capabilities, settings: alone })
    await editor.open(uri(), `${code}// sum of all\nconst text = "sum" + \`\${sum(1, 2)} sum\`\n`)
    expect(await hoverOn(editor, uri(), { line: 7, character: 25 })).toContain('function sum')
    expect(await hoverAt(editor, uri(), { line: 6, character: 4 })).toBe('')
    expect(await hoverAt(editor, uri(), { line: 7, character: 15 })).toBe('')
    expect(await hoverAt(editor, uri(), { line: 7, character: 36 })).toBe('')
  })

  test('is nothing in a language that nobody knows, and beyond the end', async () => {
    const editor = await session().editor({ capabilities, settings: alone })
    const unknown = session().home.uri('a.foo')
    await editor.open(unknown, 'sum sum\n', 'foolang')
    expect(await hoverAt(editor, unknown, { line: 0, character: 1 })).toBe('')
    expect(await hoverAt(editor, unknown, { line: 99, character: 99 })).toBe('')
  })

  test('tells the way that leads to a finding', async () => {
    const editor = await session().editor({ capabilities, settings: alone })
    const flow = session().home.uri('a.py')
    const text =
      'import os\nfrom flask import request\n\ndef run():\n    name = request.args["n"]\n    os.system("ls " + name)\n'
    await editor.open(flow, text, 'python')
    await editor.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: flow } })
    const hover = await hoverOn(editor, flow, { line: 5, character: 20 })
    expect(hover).toMatch(/^- line 5: /m)
    expect(hover).toMatch(/CWE\\-78/)
  })

  test('makes no links, HTML or code of hostile names and comments', async () => {
    const editor = await session().editor({ capabilities, settings: alone })
    const hostile =
      '/** <img src=x> [a](https://evil.example) ``` `*/\nexport function sum(a = "```", b = `x`) {}\n\nsum()\n'
    await editor.open(uri(), hostile)
    const text = await hoverOn(editor, uri(), { line: 3, character: 1 })
    expect(text).toContain('````typescript\n')
    expect(text.replace(/````[\s\S]*````/, '')).not.toMatch(/<img|\]\(|^```/m)
  })

  test('that is given up while a model is thinking is answered at once', async () => {
    const { editor, engine } = await session().editorWithEngine({
      capabilities,
      settings: { hover: { modelTimeoutMs: 30_000 } },
    })
    const document = await editor.open(uri(), code)
    await document.inline({ invoked: true })
    engine.hold()
    const position = { line: 5, character: 1 }
    const source = new CancellationTokenSource()
    let hovering: Promise<unknown> = Promise.resolve()
    await until(async () => {
      hovering = editor.connection.sendRequest(
        HoverRequest.type,
        { textDocument: { uri: uri() }, position },
        source.token,
      )
      // Without anything to say of the place no model is asked: the next one may.
      return await Promise.race([hovering.then(() => false), engine.nextChat().then(() => true)])
    })
    source.cancel()
    await expect(hovering).rejects.toThrow('Cancelled')
  })

  test('says what is wrong there, and makes nothing of hostile text', async () => {
    const editor = await session().editor({ capabilities, settings: alone })
    await editor.open(uri(), 'const a = ) [x](https://evil.example)\n')
    const text = await hoverOn(editor, uri(), { line: 0, character: 11 })
    expect(text).toContain('⚠ Wayline: Syntax error')
    expect(text).not.toContain('](https://')
  })

  test('is plain text for an editor that shows nothing else', async () => {
    const editor = await session().editor({ capabilities: pullCapabilities, settings: alone })
    await editor.open(uri(), code)
    expect(await hoverOn(editor, uri(), { line: 5, character: 1 })).toContain('Declared in this file, line 2.')
  })

  test('says nothing where there is nothing, in what is excluded, and switched off', async () => {
    const settings = { ...alone, exclude: ['private/**'] }
    const editor = await session().editor({ capabilities, settings })
    await editor.open(uri(), code)
    expect(await hoverAt(editor, uri(), { line: 4, character: 0 })).toBe('')
    const hidden = session().home.uri('private/a.ts')
    await editor.open(hidden, code)
    expect(await hoverAt(editor, hidden, { line: 5, character: 1 })).toBe('')
    await editor.configure({ ...settings, hover: { enabled: false } })
    expect(await hoverAt(editor, uri(), { line: 5, character: 1 })).toBe('')
  })

  test('has what a model says, which is asked once for the same code', async () => {
    const { editor, engine } = await session().editorWithEngine({
      capabilities,
      settings: { hover: { modelTimeoutMs: 30_000 } },
    })
    const document = await editor.open(uri(), code)
    await document.inline({ invoked: true })
    const said = String.raw`**The model says \(it may be wrong\)**` + '\n\n' + String.raw`It adds two numbers\.`
    expect(await hoverOn(editor, uri(), { line: 5, character: 1 })).toContain(said)
    // The figures of the function may have come in between: a hover does not wait long for them.
    expect(await hoverAt(editor, uri(), { line: 5, character: 1 })).toContain(said)
    expect(engine.chats).toHaveLength(1)
  })

  test.each([
    ['is too slow', 1],
    ['is not wanted', 0],
  ])('comes without a model that %s', async (_, modelTimeoutMs) => {
    const { editor, engine } = await session().editorWithEngine({
      capabilities,
      settings: { hover: { modelTimeoutMs } },
    })
    const document = await editor.open(uri(), code)
    await document.inline({ invoked: true })
    const release = engine.hold()
    expect(await hoverOn(editor, uri(), { line: 5, character: 1 })).not.toContain('The model says')
    release()
    if (modelTimeoutMs === 0) expect(engine.chats).toEqual([])
  })
})

describe.each(mainTransports)('An explanation, %s', transport => {
  const session = useSession(transport)
  const explain = (editor: Editor, argument: unknown): Promise<unknown> =>
    editor.connection.sendRequest(ExecuteCommandRequest.type, {
      command: 'wayline.explain',
      arguments: [argument],
    })

  test('of a rule is shown as a document', async () => {
    const editor = await session().editor({ capabilities, settings: alone })
    let shown = ''
    editor.connection.onRequest(ShowDocumentRequest.type, params => {
      shown = fs.readFileSync(fileURLToPath(params.uri), 'utf8')
      return { success: true }
    })
    expect(await explain(editor, 'syntax-error')).toContain('**Syntax error**')
    expect(shown).toContain('**Syntax error**')
  })

  test('is a message where no document can be shown', async () => {
    const editor = await session().editor({ capabilities: pullCapabilities, settings: alone })
    await explain(editor, 'syntax-error')
    expect((await editor.nextMessage()).message).toMatch(/^Syntax error\n\n/)
  })

  test.each([
    ['a rule that there is not', 'no-such-rule', 'There is no rule no-such-rule.'],
    [
      'a place in what is not open',
      { uri: 'file:///x.ts', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
      'Only what is open',
    ],
    ['nonsense', 7, 'takes the id of a rule, or a place'],
  ])('of %s is refused in a sentence', async (_, argument, reason) => {
    const editor = await session().editor({ capabilities, settings: alone })
    await expect(explain(editor, argument)).rejects.toThrow(reason)
  })

  test('of a selection is what a model says', async () => {
    const { editor, engine } = await session().editorWithEngine({ capabilities: pullCapabilities })
    const uri = session().home.uri('a.ts')
    await editor.open(uri, code)
    const range = { start: { line: 1, character: 0 }, end: { line: 3, character: 1 } }
    expect(await explain(editor, { uri, range })).toContain(String.raw`It adds two numbers\.`)
    expect(engine.chats[0]?.[1]?.content).toContain('return a + b')
    expect((await editor.nextMessage()).message).toContain('It adds two numbers.')
  })
})
