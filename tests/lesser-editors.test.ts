import fs from 'node:fs'
import path from 'node:path'
import {
  LogMessageNotification,
  type ClientCapabilities,
  type CodeAction,
  type Range,
} from 'vscode-languageserver-protocol'
import {
  actionCapabilities,
  actionsAt,
  actionsFor,
  commandsOnly,
  resolved,
  withoutResolve,
} from './src/code-actions.ts'
import { itemsOf, pull } from './src/diagnostics.ts'
import type { Editor } from './src/editor.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const settings = { completion: { enabled: false }, local: { enabled: false } }
const left = 'function one() {\n  debugger\n  return 1\n}\n'
const statement: Range = { start: { line: 1, character: 3 }, end: { line: 1, character: 3 } }
const start: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }

/** A rule of a company's own: what it puts in place of what it finds is no code. */
const ownRule = `id: own-broken
language: Python
severity: warning
message: This is the old way.
rule: { pattern: old($A) }
fix: new(($A)
`

describe.each(mainTransports)('An editor that cannot ask for an edit later, %s', transport => {
  const session = useSession(transport)

  test('is offered nothing that does not hold, and is told nothing that nobody has asked for', async () => {
    const folder = path.join(session().home.project, 'rules')
    fs.mkdirSync(folder)
    fs.writeFileSync(path.join(folder, 'own.yml'), ownRule)
    const editor = await session().editor({
      capabilities: withoutResolve,
      settings: { ...settings, diagnosis: { ruleFolders: ['rules'] } },
    })
    const uri = session().home.uri('a.py')
    await editor.open(uri, 'old(1)\n', 'python')
    const actions = await actionsAt(editor, uri, start)
    expect(actions.map(({ title }) => title)).not.toContainEqual(expect.stringMatching(/^Fix|new/))
    await editor.settled()
    expect(editor.shown).toEqual([])
  })

  test('has all fixes worked out when they are asked for, and not whenever the cursor moves', async () => {
    const editor = await session().editor({ capabilities: withoutResolve, settings })
    const uri = session().home.uri('a.ts')
    await editor.open(uri, left)
    const titles = async (triggerKind: 1 | 2): Promise<string[]> =>
      (await actionsAt(editor, uri, statement, { triggerKind })).map(({ title }) => title)
    expect(await titles(1)).toContainEqual(expect.stringMatching(/^Fix all/))
    expect(await titles(2)).not.toContainEqual(expect.stringMatching(/^Fix all/))
  })
})

describe.each(mainTransports)('An editor that knows commands only, and makes no edits, %s', transport => {
  const session = useSession(transport)

  test('is offered no command that would have to make one', async () => {
    const capabilities: ClientCapabilities = {
      ...commandsOnly,
      workspace: { ...commandsOnly.workspace, applyEdit: false },
    }
    const { editor } = await session().editorWithEngine({ capabilities })
    const uri = session().home.uri('a.ts')
    await editor.open(uri, left)
    const actions = await actionsAt(editor, uri, statement)
    expect(new Set(actions.map(({ command }) => command))).toEqual(
      new Set(['wayline.addToBaseline', 'wayline.explain']),
    )
  })
})

describe.each(mainTransports)('A document that is edited meanwhile, %s', transport => {
  const session = useSession(transport)
  const uri = (): string => session().home.uri('a.ts')

  /** An editor that has the document open; what goes wrong unforeseen is in `errors`. */
  async function begin(
    capabilities: ClientCapabilities,
  ): Promise<{ editor: Editor; edit: () => Promise<void>; errors: string[] }> {
    const editor = await session().editor({ capabilities, settings })
    const errors: string[] = []
    editor.connection.onNotification(LogMessageNotification.type, ({ message }) => {
      if (/unexpected/.test(message)) errors.push(message)
    })
    const document = await editor.open(uri(), left + 'function more() {\n  return 1\n}\n'.repeat(500))
    return { editor, errors, edit: () => document.replace(start, '// New.\n') }
  }

  test('has no actions worked out for a text that is no more', async () => {
    const { editor, edit, errors } = await begin(withoutResolve)
    await pull(editor, uri())
    const asked = actionsAt(editor, uri(), statement)
    await edit()
    expect(await asked).toEqual([])
    expect(errors).toEqual([])
  })

  test('is not changed by an action chosen before: the user is told why', async () => {
    const { editor, edit, errors } = await begin(actionCapabilities)
    const [found] = itemsOf(await pull(editor, uri()))
    if (!found) throw new Error('nothing was found')
    const fix = (await actionsFor(editor, uri(), found)).find(({ title }) => title === 'Remove the statement')
    const chosen: Promise<CodeAction> = resolved(editor, { ...fix, title: fix?.title ?? '' })
    await edit()
    const { edit: made } = await chosen
    // Whoever was quick enough has an edit of the version that there was, which editors do not make in another.
    if (made) expect(made.documentChanges).toMatchObject([{ textDocument: { version: 1 } }])
    else expect((await editor.nextMessage()).message).toContain('has changed')
    expect(errors).toEqual([])
  })
})
