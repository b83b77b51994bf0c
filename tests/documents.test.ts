import { pathToFileURL } from 'node:url'
import type { Position } from 'vscode-languageserver-protocol'
import { fullCapabilities } from './src/capabilities.ts'
import type { Editor } from './src/editor.ts'
import { openDocument } from './src/open-document.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

describe.each(mainTransports)('Documents of every kind, %s', transport => {
  const session = useSession(transport)

  test('one that has no file yet', async () => {
    const { editor } = await session().editorWithEngine()
    const document = await editor.open('untitled:Untitled-1', 'const total = |\n')
    expect(await document.inline()).toHaveLength(1)
  })

  test.each([
    'file:///c%3A/Users/Jos%C3%A9/my%20project/a%23b.ts',
    'vscode-remote://ssh-remote%2Bhost/home/me/a.ts',
    'vscode-vfs://github/owner/name/a.ts',
    'git:/home/me/a.ts?%7B%22ref%22%3A%22HEAD%22%7D',
    'file:///%E6%97%A5%E6%9C%AC/%F0%9F%98%80.ts',
    'file://server/share/a.ts',
    'zipfile:///home/me/a.zip::inner/a.ts',
  ])('one at %s', async uri => {
    const { editor } = await session().editorWithEngine()
    const document = await editor.open(uri, 'const total = |\n')
    expect(await document.inline()).toHaveLength(1)
  })

  test('one whose lines end with carriage return and line feed keeps its lines', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.answer = () => 'prices.reduce(add, 0)'
    const document = await editor.open(session().home.uri('a.ts'), 'const a = 1\r\nconst total = |\r\nconst b = 2\r\n')
    const [item] = await document.inline()
    expect(item?.range).toEqual({ start: document.position, end: document.position })
    expect(item?.insertText).toBe('prices.reduce(add, 0)')
    await document.type('prices.')
    expect((await document.inline())[0]?.insertText).toBe('reduce(add, 0)')
  })

  test.each(['utf-16', 'utf-8'] as const)(
    'one with characters outside the basic plane, counted in %s',
    async encoding => {
      const capabilities = { ...fullCapabilities, general: { positionEncodings: [encoding] } }
      const { editor, engine } = await session().editorWithEngine({ capabilities })
      const document = await editor.open(session().home.uri('a.ts'), 'const smile = "😀é日"; const total = |\n')
      const [item] = await document.inline()
      expect(item?.range?.start).toEqual(document.position)
      expect(engine.requests[0]?.body.prompt).toContain('const smile = "😀é日"; const total =')
      await document.type('"😀"')
      await document.inline({ invoked: true })
      expect(engine.requests.at(-1)?.body.prompt).toContain('const total = "😀"')
    },
  )

  test('one of 100,000 lines, of which only what is near the cursor is sent', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const lines = Array.from({ length: 100_000 }, (_, i) => `const value${i} = ${i}`)
    lines[60_000] = 'const total = |'
    const document = await editor.open(session().home.uri('a.ts'), lines.join('\n'))
    const [item] = await document.inline()
    expect(item?.range?.start.line).toBe(60_000)
    const prompt = engine.requests[0]?.body.prompt ?? ''
    expect(prompt).toContain('value59999')
    expect(prompt.length).toBeLessThan(100_000)
  })

  test('one of one line that is a million characters long', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const document = await editor.open(
      session().home.uri('a.js'),
      `const data = "${'x'.repeat(1_000_000)}"; const total = |`,
    )
    await document.inline({ invoked: true })
    for (const { body } of engine.requests) expect(body.prompt?.length).toBeLessThan(100_000)
    expect(editor.shown).toEqual([])
  })

  test('one that is not text at all', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const document = await editor.open(
      session().home.uri('a.bin'),
      '\u0000\u0001\u0002\ufffdELF\u0000|\u0000\u0003',
      'plaintext',
    )
    expect(await document.inline({ invoked: true })).toEqual([])
    expect(engine.requests).toEqual([])
    expect(editor.shown).toEqual([])
  })

  test('one that is not open has no completions', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const nowhere = openDocument(
      editor.connection,
      session().home.uri('nowhere.ts'),
      { line: 3, character: 4 },
      'utf-16',
    )
    expect(await nowhere.inline()).toEqual([])
    expect(engine.requests).toEqual([])
  })

  test('a position behind the end of a line, or of the document, is that end', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |')
    document.position = { line: 0, character: 500 }
    await document.inline()
    document.position = { line: 900, character: 0 }
    await document.inline({ invoked: true })
    expect(engine.requests[0]?.body.prompt).toContain('const total =')
    expect(editor.shown).toEqual([])
  })

  test('one that was closed and opened again is what it is now', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const uri = session().home.uri('a.ts')
    await editor.open(uri, 'const before = |\n')
    await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
    const document = await editor.open(uri, 'const now = |\n')
    await document.inline()
    expect(engine.requests[0]?.body.prompt).toContain('const now =')
    expect(engine.requests[0]?.body.prompt).not.toContain('before')
  })
})

describe.each(mainTransports)('Notebooks, %s', transport => {
  const session = useSession(transport)

  test('the cells of a notebook are one program', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const cells = await openNotebook(editor, session().home.uri('a.ipynb'), [
      'import pandas',
      '# A title',
      'table = pandas.read_csv("a.csv")',
      'total = ',
    ])
    const last = openDocument(editor.connection, cells[3] ?? '', { line: 0, character: 8 }, 'utf-16')
    const [item] = await last.inline()
    expect(item?.range?.start).toEqual<Position>({ line: 0, character: 8 })
    const prompt = engine.requests[0]?.body.prompt ?? ''
    expect(prompt.indexOf('import pandas')).toBeGreaterThanOrEqual(0)
    expect(prompt.indexOf('read_csv')).toBeGreaterThan(prompt.indexOf('import pandas'))
  })

  test('a cell that was changed is seen by the next one', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const notebook = session().home.uri('a.ipynb')
    const cells = await openNotebook(editor, notebook, ['first = 1', '# A title', 'total = '])
    const start = { line: 0, character: 0 }
    await editor.connection.sendNotification('notebookDocument/didChange', {
      notebookDocument: { uri: notebook, version: 2 },
      change: {
        cells: {
          textContent: [
            {
              document: { uri: cells[0] ?? '', version: 2 },
              changes: [{ range: { start, end: start }, text: 'zero = 0\n' }],
            },
          ],
        },
      },
    })
    const last = openDocument(editor.connection, cells[2] ?? '', { line: 0, character: 8 }, 'utf-16')
    await last.inline()
    expect(engine.requests[0]?.body.prompt).toContain('zero = 0\nfirst = 1')
  })
})

describe.each(mainTransports)('Workspace folders, %s', transport => {
  const session = useSession(transport)

  test('a folder that is added and removed changes nothing for the open documents', async () => {
    const { editor } = await session().editorWithEngine()
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    const folder = { uri: pathToFileURL(session().home.folder).href, name: 'more' }
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [folder], removed: [] },
    })
    expect(await document.inline()).toHaveLength(1)
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [folder] },
    })
    expect(await document.inline()).toHaveLength(1)
  })

  test('a pattern is matched against the path in its folder, also in one that was added later', async () => {
    const { editor, engine } = await session().editorWithEngine({ settings: { exclude: ['private/**'] } })
    const folder = { uri: 'file:///elsewhere', name: 'elsewhere' }
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [folder], removed: [] },
    })
    const hidden = await editor.open('file:///elsewhere/private/a.ts', 'const total = |\n')
    expect(await hidden.inline({ invoked: true })).toEqual([])
    expect(engine.requests).toEqual([])
  })
})

/** Opens a notebook of Python cells, of which those that begin with `# A title` are text; returns the cells' URIs. */
async function openNotebook(editor: Editor, uri: string, sources: string[]): Promise<string[]> {
  const cells = sources.map((text, i) => ({
    kind: text.startsWith('# A title') ? (1 as const) : (2 as const),
    uri: `vscode-notebook-cell:${new URL(uri).pathname}#cell${i}`,
    text,
  }))
  await editor.connection.sendNotification('notebookDocument/didOpen', {
    notebookDocument: {
      uri,
      notebookType: 'jupyter-notebook',
      version: 1,
      cells: cells.map(cell => ({ kind: cell.kind, document: cell.uri })),
    },
    cellTextDocuments: cells
      .filter(cell => cell.kind === 2)
      .map(cell => ({ uri: cell.uri, languageId: 'python', version: 1, text: cell.text })),
  })
  return cells.map(cell => cell.uri)
}
