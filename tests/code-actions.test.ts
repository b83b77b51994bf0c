import {
  ApplyWorkspaceEditRequest,
  ExecuteCommandRequest,
  type CodeAction,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol'
import {
  actionCapabilities,
  actionsAt,
  actionsFor,
  commandsOnly,
  resolved,
  withEdit,
  withoutResolve,
} from './src/code-actions.ts'
import { itemsOf, pull } from './src/diagnostics.ts'
import type { Editor } from './src/editor.ts'
import { useSession } from './src/session.ts'
import type { ChatMessages, StandInEngine } from './src/stand-in-engine.ts'
import { mainTransports } from './src/transports.ts'

const broken = 'import os\n\ndef first():\n    return 1\n\ndef second(:\n    return os.getcwd()\n'
const mended = broken.replace('(:', '():')
const fence = '```'

/** A model that writes what it is shown anew. */
const rewriting =
  (write: (code: string) => string) =>
  ([, question]: ChatMessages): string => {
    const code = /```python\n([\s\S]*?)```/.exec(question?.content ?? '')?.[1] ?? ''
    return `${fence}python\n${write(code)}${fence}`
  }
const mending = rewriting(code => code.replace('(:', '():'))

/** What a linter of somebody else's says. */
const strange: Diagnostic = {
  range: { start: { line: 1, character: 4 }, end: { line: 1, character: 10 } },
  message: 'Use a set here.',
  source: 'ruff',
  code: 'PLR6201',
}

async function diagnosticOf(editor: Editor, uri: string): Promise<Diagnostic> {
  const [diagnostic] = itemsOf(await pull(editor, uri))
  if (!diagnostic) throw new Error('nothing was found')
  return diagnostic
}

function named(actions: CodeAction[], start: string): CodeAction {
  const action = actions.find(({ title }) => title.startsWith(start))
  if (!action) throw new Error(`no action ${start} among ${actions.map(({ title }) => title).join(', ')}`)
  return action
}

describe.each(mainTransports)('A model mends what was found, %s', transport => {
  const session = useSession(transport)
  const uri = (): string => session().home.uri('a.py')

  async function begin(
    text = broken,
    capabilities = actionCapabilities,
  ): Promise<{ editor: Editor; engine: StandInEngine; actions: CodeAction[] }> {
    const { editor, engine } = await session().editorWithEngine({ capabilities })
    await editor.open(uri(), text, 'python')
    return { editor, engine, actions: await actionsFor(editor, uri(), await diagnosticOf(editor, uri())) }
  }

  test('when its action is chosen, and is asked nothing before', async () => {
    const { editor, engine, actions } = await begin()
    const action = named(actions, 'Fix with the model')
    expect(engine.chats).toEqual([])
    engine.answerChat = mending
    const { edit } = await resolved(editor, action)
    expect(withEdit(broken, edit)).toBe(mended)
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri: uri(), version: 1 } }])
  })

  test('at the second try, told what was wrong with the first', async () => {
    const { editor, engine, actions } = await begin()
    engine.answerChat = messages =>
      messages.length === 2 ? rewriting(code => code.replace('second', 'two'))(messages) : mending(messages)
    const { edit } = await resolved(editor, named(actions, 'Fix with the model'))
    expect(withEdit(broken, edit)).toBe(mended)
    expect(engine.chats.at(-1)?.at(-1)?.content).toMatch(/^That does not do\. .*syntax errors/)
  })

  test.each([
    ['leaves it as it is', rewriting(code => code), /nothing was changed/],
    [
      'breaks something else',
      rewriting(code => `${code.replace('(:', '():')}def third((\n`),
      /syntax errors|another finding/,
    ],
    ['silences it', rewriting(code => code.replace('(:', '():  # noqa')), /silences/],
    ['adds what is insecure', rewriting(code => code.replace('(:', '():\n    eval(input())')), /another finding/],
    ['leaves nothing of it', rewriting(() => '# Gone.\n'), /nothing of the code/],
    ['says nothing', () => '', /no code/],
    ['talks instead', () => 'I would add a parenthesis.', /no code/],
    ['does not come to an end', () => `${fence}\n${mended}`, /no code/],
  ])('not with an answer that %s: nothing is edited, and the user is told why', async (_, answer, reason) => {
    const { editor, engine, actions } = await begin()
    engine.answerChat = answer
    const action = await resolved(editor, named(actions, 'Fix with the model'))
    expect(action.edit).toBeUndefined()
    expect((await editor.nextMessage()).message).toMatch(reason)
    expect(engine.chats).toHaveLength(2)
  })

  test('without being told a secret, which is back in its place afterwards', async () => {
    const secret = 'AKIAQW3EZRT5VYUI7OPL'
    const text = `def second(:\n    return connect("${secret}")\n`
    const { editor, engine, actions } = await begin(text)
    engine.answerChat = mending
    const { edit } = await resolved(editor, named(actions, 'Fix with the model'))
    expect(JSON.stringify(engine.chats)).not.toContain(secret)
    expect(withEdit(text, edit)).toBe(text.replace('(:', '():'))
  })

  test('that another server has found', async () => {
    const text = 'def known(name):\n    return name in ["a", "b"]\n'
    const better = text.replace('["a", "b"]', '{"a", "b"}')
    const { editor, engine } = await session().editorWithEngine({ capabilities: actionCapabilities })
    await editor.open(uri(), text, 'python')
    engine.answerChat = () => `${fence}\n${better}${fence}`
    const { edit } = await resolved(editor, named(await actionsFor(editor, uri(), strange), 'Fix with the model'))
    expect(withEdit(text, edit)).toBe(better)
    expect(engine.chats[0]?.[1]?.content).toContain('found by ruff (PLR6201): Use a set here.')
  })

  test('that another server has found in very many words, one of them a secret', async () => {
    const { editor, engine } = await session().editorWithEngine({ capabilities: actionCapabilities })
    const text = 'def known(name):\n    return name in ["a", "b"]\n'
    await editor.open(uri(), text, 'python')
    const secret = 'AKIAQW3EZRT5VYUI7OPL'
    const wordy: Diagnostic = {
      range: strange.range,
      message: `\nWhat was tried: connect("${secret}").${' Use a set.'.repeat(100_000)}`,
      tags: [1],
    }
    const actions = await actionsFor(editor, uri(), wordy)
    expect(actions.map(({ title }) => title.length < 100)).toEqual([true, true])
    await resolved(editor, named(actions, 'Fix with the model'))
    const told = JSON.stringify(engine.chats[0])
    expect(told).toContain('found by another tool')
    expect(told).not.toContain(secret)
    expect(told.length).toBeLessThan(10_000)
  })

  test('by a command where edits cannot be asked for later', async () => {
    const { editor, engine, actions } = await begin(broken, withoutResolve)
    engine.answerChat = mending
    const { command } = named(actions, 'Fix with the model')
    let edit: WorkspaceEdit | undefined
    editor.connection.onRequest(ApplyWorkspaceEditRequest.type, params => {
      edit = params.edit
      return { applied: true }
    })
    const { command: name = '', arguments: values = [] } = command ?? {}
    await editor.connection.sendRequest(ExecuteCommandRequest.type, { command: name, arguments: values })
    expect(withEdit(broken, edit)).toBe(mended)
  })

  test('no more once the document has changed', async () => {
    const { editor, actions } = await begin()
    const position = { line: 0, character: 0 }
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uri(), version: 2 },
      contentChanges: [{ range: { start: position, end: position }, text: '# new\n' }],
    })
    expect((await resolved(editor, named(actions, 'Fix with the model'))).edit).toBeUndefined()
    expect((await editor.nextMessage()).message).toContain('has changed')
  })
})

describe.each(mainTransports)('Code actions, %s', transport => {
  const session = useSession(transport)
  const uri = (): string => session().home.uri('a.py')
  const everywhere = { start: { line: 0, character: 0 }, end: { line: 7, character: 0 } }

  test('are commands for an editor that knows nothing else', async () => {
    const { editor } = await session().editorWithEngine({ capabilities: commandsOnly })
    await editor.open(uri(), broken, 'python')
    const actions = await actionsAt(editor, uri(), everywhere)
    expect(actions.map(({ command }) => command)).toEqual([
      'wayline.applyFix',
      'wayline.applyFix',
      'wayline.explain',
      'wayline.applyFix',
    ])
  })

  test('are only those of the kind that is asked for', async () => {
    const { editor } = await session().editorWithEngine({ capabilities: actionCapabilities })
    await editor.open(uri(), broken, 'python')
    expect(await actionsAt(editor, uri(), everywhere, { only: ['refactor'] })).toEqual([])
    expect(await actionsAt(editor, uri(), everywhere, { only: ['quickfix'] })).not.toEqual([])
    const all = await actionsAt(editor, uri(), everywhere, { only: ['source.fixAll'] })
    expect(all).toMatchObject([{ kind: 'source.fixAll.wayline' }])
  })

  test('are none where nothing is wrong, where diagnosis is off, and in what is excluded', async () => {
    const settings = { exclude: ['private/**'] }
    const { editor, gateway } = await session().editorWithEngine({ capabilities: actionCapabilities, settings })
    await editor.open(uri(), broken, 'python')
    const start = { line: 0, character: 0 }
    expect(await actionsAt(editor, uri(), { start, end: start }, { only: ['quickfix'] })).toEqual([])
    const hidden = session().home.uri('private/a.py')
    await editor.open(hidden, broken, 'python')
    expect(await actionsAt(editor, hidden, everywhere, { diagnostics: [strange] })).toEqual([])
    await editor.configure({ gateway: gateway.settings, diagnosis: { enabled: false } })
    expect(await actionsAt(editor, uri(), everywhere, { diagnostics: [strange] })).toEqual([])
  })

  test('ask no model where there is none', async () => {
    const editor = await session().editor({
      capabilities: actionCapabilities,
      settings: { local: { enabled: false }, completion: { enabled: false } },
    })
    await editor.open(uri(), broken, 'python')
    const actions = await actionsAt(editor, uri(), everywhere, { diagnostics: [strange] })
    expect(actions.map(({ title }) => title)).toEqual([
      'Insert `)`',
      expect.stringMatching(/^Explain: /),
      expect.stringMatching(/^Fix all /),
    ])
  })
})
