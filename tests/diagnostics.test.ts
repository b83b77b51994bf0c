import fs from 'node:fs'
import path from 'node:path'
import { DiagnosticRefreshRequest, DidCloseTextDocumentNotification } from 'vscode-languageserver-protocol'
import { childrenOf } from './src/processes.ts'
import { itemsOf, listenForDiagnostics, pull, pullCapabilities, pushCapabilities } from './src/diagnostics.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

/** Asks nobody for completions: what is tested here needs no model. */
const settings = { completion: { enabled: false } }
const broken = 'def f(:\n    return 1\n'
const right = 'def f():\n    return 1\n'

describe.each(mainTransports)('An editor that asks what is wrong, %s', transport => {
  const session = useSession(transport)
  const capabilities = pullCapabilities

  test('is told what is wrong with the document as it is', async () => {
    const editor = await session().editor({ capabilities, settings })
    const uri = session().home.uri('a.py')
    const document = await editor.open(uri, broken, 'python')
    const [found] = itemsOf(await pull(editor, uri))
    expect(found).toMatchObject({ source: 'Wayline', code: 'syntax-error', severity: 1, range: { start: { line: 0 } } })
    await document.replace({ start: { line: 0, character: 6 }, end: { line: 0, character: 6 } }, ')')
    expect(itemsOf(await pull(editor, uri))).toEqual([])
  })

  test('hears that nothing has changed where nothing has', async () => {
    const editor = await session().editor({ capabilities, settings })
    const uri = session().home.uri('a.py')
    const document = await editor.open(uri, broken, 'python')
    const first = await pull(editor, uri)
    const { resultId } = first
    expect(await pull(editor, uri, resultId)).toEqual({ kind: 'unchanged', resultId })
    await document.type('\n')
    expect(await pull(editor, uri, resultId)).toMatchObject({ kind: 'full' })
  })

  test('counts bytes where it has said so', async () => {
    const general = { positionEncodings: ['utf-8', 'utf-16'] }
    const editor = await session().editor({ capabilities: { ...capabilities, general }, settings })
    const uri = session().home.uri('a.py')
    await editor.open(uri, "größe = 'ß😀' + def\n", 'python')
    const [inBytes] = itemsOf(await pull(editor, uri))
    const other = await session().editor({ capabilities, settings })
    await other.open(uri, "größe = 'ß😀' + def\n", 'python')
    const [inUnits] = itemsOf(await pull(other, uri))
    const line = "größe = 'ß😀' + def"
    expect(inBytes?.range.end.character).toBe(Buffer.byteLength(line.slice(0, inUnits?.range.end.character)))
    expect(inBytes?.range.end.character).not.toBe(inUnits?.range.end.character)
  })

  test('is asked to ask again when the settings change, and hears nothing more once it is off', async () => {
    const editor = await session().editor({ capabilities, settings })
    const uri = session().home.uri('a.py')
    await editor.open(uri, broken, 'python')
    expect(itemsOf(await pull(editor, uri))).toHaveLength(1)
    const refreshed = new Promise<void>(resolve =>
      editor.connection.onRequest(DiagnosticRefreshRequest.type, () => resolve()),
    )
    await editor.configure({ ...settings, diagnosis: { enabled: false } })
    await refreshed
    expect(itemsOf(await pull(editor, uri))).toEqual([])
  })

  test.each([
    ['hint', [4]],
    ['error', [1]],
    ['off', []],
  ])('is told of a rule as the setting says: %s', async (severity, expected) => {
    const rules = { 'python-weak-hash': severity }
    const editor = await session().editor({ capabilities, settings: { ...settings, diagnosis: { rules } } })
    const uri = session().home.uri('a.py')
    await editor.open(uri, 'import hashlib\nhashlib.md5(b"a")\n', 'python')
    expect(itemsOf(await pull(editor, uri)).map(found => found.severity)).toEqual(expected)
  })

  test('is told of other open documents through which a finding leads', async () => {
    const editor = await session().editor({ capabilities, settings })
    const { home } = session()
    const [source, sink] = [home.uri('source.py'), home.uri('sink.py')]
    const reads =
      'import hashlib\nfrom flask import request\n\ndef name():\n    return request.args["name"]\n\nhashlib.md5(b"a")\n'
    // What another file says is read from the disk.
    fs.writeFileSync(path.join(home.project, 'source.py'), reads)
    await editor.open(source, reads, 'python')
    await editor.open(
      sink,
      'from source import name\n\ndef run(cursor):\n    cursor.execute("DELETE FROM a WHERE b = " + name())\n',
      'python',
    )
    const answer = await pull(editor, sink)
    expect(itemsOf(answer).map(({ code }) => code)).toEqual(['python-tainted-sql'])
    const related = answer.relatedDocuments?.[source]
    expect(related?.kind === 'full' && related.items.map(({ code }) => code)).toEqual(['python-weak-hash'])
  })

  test('is told nothing of what is excluded', async () => {
    const editor = await session().editor({ capabilities, settings: { ...settings, exclude: ['private/**'] } })
    const uri = session().home.uri('private/a.py')
    await editor.open(uri, broken, 'python')
    expect(itemsOf(await pull(editor, uri))).toEqual([])
  })

  test('is told nothing of what only the diagnosis leaves out', async () => {
    const editor = await session().editor({
      capabilities,
      settings: { ...settings, diagnosis: { exclude: ['vendor/'] } },
    })
    const uri = session().home.uri('vendor/a.py')
    await editor.open(uri, broken, 'python')
    expect(itemsOf(await pull(editor, uri))).toEqual([])
  })

  test('gets an answer for a document that is not open', async () => {
    const editor = await session().editor({ capabilities, settings })
    expect(itemsOf(await pull(editor, session().home.uri('nowhere.py')))).toEqual([])
  })

  test('may ask again and again while typing: the last answer is that for the last text', async () => {
    const editor = await session().editor({ capabilities, settings })
    const uri = session().home.uri('a.py')
    const document = await editor.open(uri, 'def f():\n    |\n', 'python')
    const answers = []
    for (const key of 'return (') {
      await document.type(key)
      answers.push(pull(editor, uri))
    }
    const all = await Promise.all(answers)
    expect(itemsOf(all.at(-1) ?? { kind: 'full', items: [] })).toHaveLength(1)
  })
})

describe.each(mainTransports)('An editor that is told what is wrong, %s', transport => {
  const session = useSession(transport)
  const capabilities = pushCapabilities

  test('is told with the version, and again when it is right', async () => {
    const editor = await session().editor({ capabilities, settings })
    const told = listenForDiagnostics(editor)
    const uri = session().home.uri('a.py')
    const document = await editor.open(uri, broken, 'python')
    expect(await told.next(uri)).toMatchObject({ version: 1, diagnostics: [{ code: 'syntax-error' }] })
    await document.replace({ start: { line: 0, character: 0 }, end: { line: 2, character: 0 } }, right)
    expect(await told.next(uri)).toEqual({ uri, version: 2, diagnostics: [] })
  })

  test('is told nothing of a document in which nothing is wrong', async () => {
    const editor = await session().editor({ capabilities, settings })
    const told = listenForDiagnostics(editor)
    await editor.open(session().home.uri('right.py'), right, 'python')
    const uri = session().home.uri('a.py')
    await editor.open(uri, broken, 'python')
    await told.next(uri)
    expect(told.all.map(params => params.uri)).toEqual([uri])
  })

  test('has everything taken back when a document is closed, and when it is switched off', async () => {
    const editor = await session().editor({ capabilities, settings })
    const told = listenForDiagnostics(editor)
    const [one, other] = [session().home.uri('a.py'), session().home.uri('b.py')]
    await editor.open(one, broken, 'python')
    await editor.open(other, broken, 'python')
    await told.next(one)
    await told.next(other)
    await editor.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: one } })
    expect(await told.next(one)).toEqual({ uri: one, diagnostics: [] })
    await editor.configure({ ...settings, diagnosis: { enabled: false } })
    expect(await told.next(other)).toMatchObject({ diagnostics: [] })
  })

  test('is told of what becomes excluded that there is nothing', async () => {
    const editor = await session().editor({ capabilities, settings })
    const told = listenForDiagnostics(editor)
    const uri = session().home.uri('private/a.py')
    await editor.open(uri, broken, 'python')
    expect((await told.next(uri)).diagnostics).toHaveLength(1)
    await editor.configure({ ...settings, exclude: ['private/**'] })
    expect((await told.next(uri)).diagnostics).toEqual([])
  })
})

describe.each(mainTransports)('Switched off, %s', transport => {
  const session = useSession(transport)

  test('no process diagnoses, and nothing is told', async () => {
    const off = { ...settings, diagnosis: { enabled: false } }
    const editor = await session().editor({ capabilities: pushCapabilities, settings: off })
    const told = listenForDiagnostics(editor)
    await editor.open(session().home.uri('a.py'), broken, 'python')
    await editor.settled()
    expect(told.all).toEqual([])
    if (editor.process) expect(childrenOf(editor.process.pid)).toEqual([])
  })

  test('a file of the project that is not open is not read', async () => {
    const uri = session().home.uri('a.py')
    fs.writeFileSync(path.join(session().home.project, 'a.py'), broken)
    const editor = await session().editor({ capabilities: pullCapabilities, settings })
    expect(itemsOf(await pull(editor, uri))).toEqual([])
  })
})
