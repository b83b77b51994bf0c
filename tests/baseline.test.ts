import fs from 'node:fs'
import path from 'node:path'
import {
  DiagnosticRefreshRequest,
  DidChangeWatchedFilesNotification,
  ExecuteCommandRequest,
  WorkspaceDiagnosticRequest,
  type ClientCapabilities,
  type CodeAction,
} from 'vscode-languageserver-protocol'
import { actionCapabilities, actionsFor, withEdit } from './src/code-actions.ts'
import { programs, runProcess } from './src/processes.ts'
import { itemsOf, pull } from './src/diagnostics.ts'
import type { Editor } from './src/editor.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const settings = { completion: { enabled: false }, local: { enabled: false } }
const old = 'import hashlib\n\ndef name(text):\n    return hashlib.md5(text)\n'

describe.each(mainTransports)('The baseline in an editor, %s', transport => {
  const session = useSession(transport)
  const uri = (): string => session().home.uri('a.py')
  const baseline = (): string => path.join(session().home.project, '.wayline', 'baseline.json')

  async function begin(diagnosis = {}, text = old): Promise<Editor> {
    fs.writeFileSync(path.join(session().home.project, 'a.py'), old)
    const editor = await session().editor({ capabilities: actionCapabilities, settings: { ...settings, diagnosis } })
    await editor.open(uri(), text, 'python')
    return editor
  }

  async function writeBaseline(): Promise<void> {
    fs.writeFileSync(path.join(session().home.project, 'a.py'), old)
    const { code } = await runProcess(programs.wayline, ['check', '--write-baseline'], {
      env: session().home.env,
      cwd: session().home.project,
    })
    expect(code).toBe(0)
  }

  const codes = async (editor: Editor): Promise<unknown[]> =>
    itemsOf(await pull(editor, uri())).map(({ code, severity }) => [code, severity])

  test('hides what `wayline check` has written there, and shows what is new', async () => {
    await writeBaseline()
    const editor = await begin()
    expect(await codes(editor)).toEqual([])
    const { items } = await editor.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] })
    expect(items).toEqual([])
    const other = session().home.uri('b.py')
    await editor.open(other, old, 'python')
    expect(itemsOf(await pull(editor, other))).toHaveLength(1)
  })

  test.each([
    ['hint', 4],
    ['show', 3],
  ])('shows it as the setting says: %s', async (mode, severity) => {
    await writeBaseline()
    const editor = await begin({ baseline: mode })
    expect(await codes(editor)).toEqual([['python-weak-hash', severity]])
  })

  test('is read again when it has been written, and the editor is told to ask again', async () => {
    const editor = await begin()
    expect(await codes(editor)).toHaveLength(1)
    await writeBaseline()
    expect(await codes(editor)).toEqual([])
    expect(editor.registered()).toContain('workspace/didChangeWatchedFiles')
    const refreshed = new Promise<void>(resolve =>
      editor.connection.onRequest(DiagnosticRefreshRequest.type, () => resolve()),
    )
    fs.rmSync(baseline())
    await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: session().home.uri('.wayline/baseline.json'), type: 3 }],
    })
    await refreshed
    expect(await codes(editor)).toHaveLength(1)
  })

  test('takes a finding by a code action, for editors and for `wayline check`', async () => {
    const editor = await begin()
    const [found] = itemsOf(await pull(editor, uri()))
    if (!found) throw new Error('nothing is found')
    const actions = await actionsFor(editor, uri(), found)
    const { command } = actions.find(({ title }) => title.endsWith('to the baseline')) ?? {}
    await editor.connection.sendRequest(ExecuteCommandRequest.type, {
      command: command?.command ?? '',
      arguments: command?.arguments ?? [],
    })
    expect(await codes(editor)).toEqual([])
    const { code } = await runProcess(programs.wayline, ['check', '--fail-on', 'hint'], {
      env: session().home.env,
      cwd: session().home.project,
    })
    expect(code).toBe(0)
  })

  test('that is damaged hides nothing', async () => {
    fs.mkdirSync(path.dirname(baseline()), { recursive: true })
    fs.writeFileSync(baseline(), '{')
    expect(await codes(await begin())).toHaveLength(1)
  })
})

describe.each(mainTransports)('The reason of a suppression, %s', transport => {
  const session = useSession(transport)
  const withSnippets: ClientCapabilities = {
    ...actionCapabilities,
    workspace: {
      ...actionCapabilities.workspace,
      workspaceEdit: { documentChanges: true, snippetEditSupport: true },
    },
  }

  async function suppressing(capabilities: ClientCapabilities): Promise<CodeAction | undefined> {
    const editor = await session().editor({ capabilities, settings })
    const uri = session().home.uri('a.py')
    await editor.open(uri, old, 'python')
    const [found] = itemsOf(await pull(editor, uri))
    if (!found) throw new Error('nothing is found')
    return (await actionsFor(editor, uri, found)).find(({ title }) => title.endsWith(' here'))
  }

  test('has a place to write it in where the editor leads there', async () => {
    const action = await suppressing(withSnippets)
    const line = { line: 3, character: 0 }
    expect(action?.edit?.documentChanges).toMatchObject([
      {
        edits: [
          {
            range: { start: line, end: line },
            snippet: { kind: 'snippet', value: '    # wayline-ignore[python-weak-hash] ${1:reason}\n' },
          },
        ],
      },
    ])
  })

  test('is left to be written elsewhere: a finding asks for it until then', async () => {
    const action = await suppressing(actionCapabilities)
    expect(withEdit(old, action?.edit)).toContain('    # wayline-ignore[python-weak-hash]\n')
  })
})
