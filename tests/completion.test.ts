import { CompletionItemKind, InsertTextFormat } from 'vscode-languageserver-protocol'
import { withoutInlineCompletion } from './src/capabilities.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

describe.each(mainTransports)('Completions, %s', transport => {
  const session = useSession(transport)

  test('ghost text is what the engine says, with the range that it stands for', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.answer = () => 'prices.reduce(add, 0)'
    const document = await editor.open(session().home.uri('total.ts'), 'const total = |\n')
    const [item, ...others] = await document.inline()
    expect(others).toEqual([])
    expect(item).toMatchObject({
      insertText: 'prices.reduce(add, 0)',
      range: { start: document.position, end: document.position },
    })
  })

  test('the engine sees the code on both sides of the cursor, in the model’s own format', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const text = 'const before = 1\nconst total = |\nconst after = 2\n'
    const document = await editor.open(session().home.uri('total.ts'), text)
    await document.inline()
    expect(engine.requests).toHaveLength(1)
    const prompt = engine.requests[0]?.body.prompt ?? ''
    expect(prompt).toMatch(/<\|fim_prefix\|>[^]*before[^]*<\|fim_suffix\|>[^]*after[^]*<\|fim_middle\|>/)
  })

  test('an editor without ghost text gets the same as one preselected item in its list', async () => {
    const { editor, engine } = await session().editorWithEngine({ capabilities: withoutInlineCompletion })
    engine.answer = () => 'prices.reduce(add, 0)'
    const document = await editor.open(session().home.uri('total.ts'), 'const total = |\n')
    const [item, ...others] = await document.completions()
    expect(others).toEqual([])
    expect(item).toMatchObject({
      preselect: true,
      textEdit: { newText: expect.stringContaining('prices.reduce(add, 0)') as string },
    })
  })

  test('an item of the list is plain text, and does not call itself a snippet, which some editors would take it for', async () => {
    const { editor, engine } = await session().editorWithEngine({ capabilities: withoutInlineCompletion })
    engine.answer = () => '`${name}: $1`'
    const document = await editor.open(session().home.uri('total.ts'), 'const total = |\n')
    const [item] = await document.completions()
    expect(item).toMatchObject({ kind: CompletionItemKind.Text, insertTextFormat: InsertTextFormat.PlainText })
  })

  test('an answer that would break the code is not shown once that is known', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.answer = () => 'prices)) of the'
    const document = await editor.open(session().home.uri('total.ts'), 'const total = |\n')
    // The first one may come before the grammar has been loaded.
    let items = await document.inline()
    while (items.length > 0) items = await document.inline()
    engine.answer = () => 'prices.reduce(add)'
    await document.type('prices.')
    expect(await document.inline({ invoked: true })).toMatchObject([{ insertText: 'prices.reduce(add)' }])
  })

  test('a request that the editor takes back is taken back from the engine too', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.hold()
    const arrived = engine.nextRequest()
    const document = await editor.open(session().home.uri('total.ts'), 'const total = |\n')
    const taken = new AbortController()
    const answer = document.inline({ signal: taken.signal }).catch(() => [])
    const request = await arrived
    taken.abort()
    await request.aborted
    expect(await answer).toEqual([])
  })

  test('typing what an answer says asks the engine no second time', async () => {
    const settings = { completion: { askAhead: false } }
    const { editor, engine } = await session().editorWithEngine({ settings })
    engine.answer = () => 'prices.reduce(add, 0)'
    const document = await editor.open(session().home.uri('total.ts'), 'const total = |\n')
    await document.inline()
    for (const key of 'prices.') await document.type(key)
    const [item] = await document.inline()
    expect(item?.insertText).toBe('reduce(add, 0)')
    expect(engine.requests).toHaveLength(1)
  })

  test('what comes after a suggestion is asked for while it is shown, and is there at once when it has been taken', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.answer = ({ prompt }) => (prompt?.includes('reduce') ? '\nconst next = 1\n' : 'prices.reduce(add, 0)')
    const document = await editor.open(session().home.uri('total.ts'), 'const total = |\n')
    await document.inline()
    const nextRequest = engine.nextRequest()
    await document.type('p')
    await document.inline()
    const ahead = await nextRequest
    expect(ahead.body.prompt).toContain('const total = prices.reduce(add, 0)')
    await document.type('rices.reduce(add, 0)')
    expect((await document.inline())[0]?.insertText).toBe('\nconst next = 1')
    expect(engine.requests.filter(request => request.body.prompt === ahead.body.prompt)).toHaveLength(1)
  })

  test('inside a word the engine is asked from before the word, has to begin with it, and is asked once', async () => {
    const engine = await session().engine()
    const gateway = await session().gateway(engine, ['--engine', 'vllm'])
    const settings = { gateway: gateway.settings, completion: { askAhead: false } }
    const editor = await session().editor({ settings })
    engine.answer = () => 'ces.reduce(add, 0)'
    const document = await editor.open(session().home.uri('total.ts'), 'start()\nconst total = pri|\n')
    expect(await document.inline()).toMatchObject([{ insertText: 'ces.reduce(add, 0)' }])
    expect(engine.requests.map(({ body }) => body)).toMatchObject([
      {
        prompt: expect.stringMatching(/<\|fim_middle\|>const total =$/) as string,
        structured_outputs: { regex: ' pri[\\s\\S]*' },
      },
    ])
  })

  test('typing something else asks anew', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.answer = () => 'prices.reduce(add, 0)'
    const document = await editor.open(session().home.uri('total.ts'), 'const total = |\n')
    await document.inline()
    await document.type('sum(')
    engine.answer = () => 'items)'
    const [item] = await document.inline()
    expect(item?.insertText).toMatch(/^items/)
    expect(engine.requests).toHaveLength(2)
  })

  test('what an engine says beyond the end of the code that was asked for is cut off', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.answer = () => 'prices.reduce(add, 0)\nconst after = 2\n'
    const document = await editor.open(session().home.uri('total.ts'), 'const total = |\nconst after = 2\n')
    const [item] = await document.inline()
    expect(item?.insertText).toBe('prices.reduce(add, 0)')
  })

  test('an engine that has nothing to say gives no item', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.answer = () => ''
    const document = await editor.open(session().home.uri('total.ts'), 'const total = |\n')
    expect(await document.inline()).toEqual([])
    expect(editor.shown).toEqual([])
  })

  test('a file with secrets never leaves the computer', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const document = await editor.open(session().home.uri('.env'), 'PASSWORD=hunter2\nTOKEN=|\n', 'dotenv')
    expect(await document.inline({ invoked: true })).toEqual([])
    expect(engine.requests).toEqual([])
  })
})
