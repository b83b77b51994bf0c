import type { ClientCapabilities } from 'vscode-languageserver-protocol'
import { actionCapabilities, actionsAt } from './src/code-actions.ts'
import { itemsOf, listenForDiagnostics, pull, pushCapabilities } from './src/diagnostics.ts'
import type { Editor } from './src/editor.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const settings = { completion: { enabled: false }, local: { enabled: false } }

/** Opens a notebook with code cells of Python; the URIs of its cells. */
async function openNotebook({ connection }: Editor, uri: string, texts: string[]): Promise<string[]> {
  const cells = texts.map((text, at) => ({
    uri: `vscode-notebook-cell:${new URL(uri).pathname}#cell${at}`,
    languageId: 'python',
    version: 1,
    text,
  }))
  await connection.sendNotification('notebookDocument/didOpen', {
    notebookDocument: {
      uri,
      notebookType: 'jupyter-notebook',
      version: 1,
      cells: cells.map(cell => ({ kind: 2, document: cell.uri })),
    },
    cellTextDocuments: cells,
  })
  return cells.map(cell => cell.uri)
}

describe.each(mainTransports)('Cells of a notebook, %s', transport => {
  const session = useSession(transport)

  async function begin(
    texts: string[],
    capabilities: ClientCapabilities = actionCapabilities,
  ): Promise<{ editor: Editor; cells: string[] }> {
    const editor = await session().editor({ capabilities, settings })
    return { editor, cells: await openNotebook(editor, session().home.uri('a.ipynb'), texts) }
  }

  test('are diagnosed, and what is for the kernel is no error', async () => {
    const { editor, cells } = await begin([
      '%matplotlib inline\n!pip install x\nimport hashlib\nfiles = !ls\nlen?',
      '%%bash\nfor a in *; do echo $a; done',
      'total = total + 1\nhashlib.md5(b"a")\nawait load()\ntotal',
      'def f(:\n    pass',
    ])
    const found = []
    for (const cell of cells)
      found.push(itemsOf(await pull(editor, cell)).map(({ code, range }) => [code, range.start.line]))
    expect(found).toEqual([[], [], [['python-weak-hash', 1]], [['syntax-error', 0]]])
  })

  test('are all told of to an editor that does not ask', async () => {
    const editor = await session().editor({ capabilities: pushCapabilities, settings })
    const told = listenForDiagnostics(editor)
    const cells = await openNotebook(editor, session().home.uri('a.ipynb'), ['x = 1', 'def f(:\n    pass'])
    expect((await told.next(cells[1] ?? '')).diagnostics).toMatchObject([{ code: 'syntax-error' }])
  })

  test('keep the lines that are for the kernel when something is fixed', async () => {
    const { editor, cells } = await begin(['!ls\nif a is 1:\n    pass\n%time b()\nif b is 2:\n    pass\n'])
    const [cell = ''] = cells
    const everywhere = { start: { line: 0, character: 0 }, end: { line: 6, character: 0 } }
    const actions = await actionsAt(editor, cell, everywhere, { only: ['quickfix'] })
    expect(JSON.stringify(actions)).not.toContain('...#')
  })
})
