import {
  CodeLensRefreshRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  ExecuteCommandRequest,
  type ClientCapabilities,
  type CodeLens,
} from 'vscode-languageserver-protocol'
import { pullCapabilities } from './src/diagnostics.ts'
import type { Editor } from './src/editor.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const capabilities: ClientCapabilities = {
  ...pullCapabilities,
  workspace: { ...pullCapabilities.workspace, codeLens: { refreshSupport: true } },
  textDocument: { ...pullCapabilities.textDocument, codeLens: {} },
}
const alone = { completion: { enabled: false }, local: { enabled: false } }
const on = { ...alone, diagnosis: { codeLens: true, complexityLimit: 6 } }
const code = `def simple(a):
    if a:
        return 1


def nested(a, b):
    for c in a:
        if c and b:
            print(c)
`

describe.each(mainTransports)('Code lenses, %s', transport => {
  const session = useSession(transport)
  const uri = (): string => session().home.uri('a.py')

  async function begin(settings: object): Promise<Editor> {
    const editor = await session().editor({ capabilities, settings: { ...settings } })
    await editor.open(uri(), code, 'python')
    return editor
  }

  async function lenses({ connection }: Editor): Promise<CodeLens[]> {
    return (await connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: uri() } })) ?? []
  }

  test('tell the complexity of functions near the limit, and their command what adds to it', async () => {
    const editor = await begin(on)
    const [lens, ...others] = await lenses(editor)
    expect(others).toEqual([])
    expect(lens).toMatchObject({ range: { start: { line: 5, character: 4 } } })
    if (!lens) throw new Error('there is none')
    const { command } = await editor.connection.sendRequest(CodeLensResolveRequest.type, lens)
    expect(command?.title).toBe('complexity 4 (limit 6)')
    const told: unknown = await editor.connection.sendRequest(ExecuteCommandRequest.type, {
      command: command?.command ?? '',
      arguments: command?.arguments ?? [],
    })
    expect(told).toContain(String.raw`- line 8: \+2, if, 1 level deep`)
  })

  test('are none unless the setting wants them, and the editor is asked to ask again when it does', async () => {
    const editor = await begin(alone)
    expect(await lenses(editor)).toEqual([])
    const refreshed = new Promise<void>(resolve =>
      editor.connection.onRequest(CodeLensRefreshRequest.type, () => resolve()),
    )
    await editor.configure(on)
    await refreshed
    expect(await lenses(editor)).toHaveLength(1)
  })

  test('are none in what is excluded', async () => {
    expect(await lenses(await begin({ ...on, exclude: ['a.py'] }))).toEqual([])
  })
})
