import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  CancellationTokenSource,
  DidChangeWatchedFilesNotification,
  DidSaveTextDocumentNotification,
  ExecuteCommandRequest,
  ShowDocumentRequest,
  WorkDoneProgressCancelNotification,
  WorkspaceDiagnosticRequest,
  type PreviousResultId,
  type ShowDocumentParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol'
import type { DiagnosisSummary } from '../server/src/protocol/index.ts'
import { listenForDiagnostics, pullCapabilities, pushCapabilities } from './src/diagnostics.ts'
import type { Editor } from './src/editor.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const settings = { completion: { enabled: false }, local: { enabled: false } }
const broken = 'def f(:\n    return 1\n'
const right = 'def f():\n    return 1\n'

interface PartialResult {
  token: string | number
  value: { items: WorkspaceDocumentDiagnosticReport[] }
}

describe.each(mainTransports)('The whole workspace, %s', transport => {
  const session = useSession(transport)
  const uri = (name: string): string => session().home.uri(name)

  function write(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(session().home.project, name)
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(file, text)
    }
  }

  function pullAll(
    { connection }: Editor,
    previousResultIds: PreviousResultId[] = [],
  ): Promise<WorkspaceDiagnosticReport> {
    return connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds })
  }

  const run = ({ connection }: Editor): Promise<unknown> =>
    connection.sendRequest(ExecuteCommandRequest.type, { command: 'wayline.diagnoseWorkspace', arguments: [] })

  const known = (items: WorkspaceDocumentDiagnosticReport[]): PreviousResultId[] =>
    items.map(item => ({ uri: item.uri, value: item.resultId ?? '' }))

  test('is told to an editor that asks: closed files as they are on the disk, open ones as they are in it', async () => {
    write({
      'a.py': broken,
      'b.py': right,
      'c.py': right,
      'node_modules/d.py': broken,
      '.gitignore': 'e.py\n',
      'e.py': broken,
    })
    const editor = await session().editor({ capabilities: pullCapabilities, settings })
    await editor.open(uri('c.py'), broken, 'python')
    const { items } = await pullAll(editor)
    expect(items.map(item => [item.uri, item.version, item.kind === 'full' && item.items.length])).toEqual([
      [uri('c.py'), 1, 1],
      [uri('a.py'), null, 1],
    ])
  })

  test('is told in parts where parts are wanted', async () => {
    write({ 'a.py': broken, 'b.py': broken })
    const editor = await session().editor({ capabilities: pullCapabilities, settings })
    const parts: WorkspaceDocumentDiagnosticReport[] = []
    editor.connection.onNotification('$/progress', ({ token, value }: PartialResult) => {
      if (token === 'part') parts.push(...value.items)
    })
    const params = { previousResultIds: [], partialResultToken: 'part' }
    expect(await editor.connection.sendRequest(WorkspaceDiagnosticRequest.type, params)).toEqual({ items: [] })
    expect(parts.map(item => item.uri).sort()).toEqual([uri('a.py'), uri('b.py')])
  })

  test('is told again when something has changed, and only what', async () => {
    write({ 'a.py': broken, 'b.py': broken, 'c.py': broken })
    const editor = await session().editor({ capabilities: pullCapabilities, settings })
    const { items } = await pullAll(editor)
    const waiting = pullAll(editor, known(items))
    write({ 'a.py': right })
    fs.rmSync(path.join(session().home.project, 'b.py'))
    await editor.open(uri('d.py'), right, 'python')
    await editor.connection.sendNotification(DidSaveTextDocumentNotification.type, {
      textDocument: { uri: uri('d.py') },
    })
    const news = new Map((await waiting).items.map(item => [item.uri, item.kind === 'full' ? item.items : item.kind]))
    expect(news.get(uri('a.py'))).toEqual([])
    expect(news.get(uri('b.py'))).toEqual([])
    expect(news.get(uri('c.py'))).toBe('unchanged')
  })

  test('a request that waits for a change can be given up', async () => {
    const editor = await session().editor({ capabilities: pullCapabilities, settings })
    write({ 'a.py': broken })
    const { items } = await pullAll(editor)
    const source = new CancellationTokenSource()
    const waiting = editor.connection.sendRequest(
      WorkspaceDiagnosticRequest.type,
      { previousResultIds: known(items) },
      source.token,
    )
    source.cancel()
    await expect(waiting).rejects.toThrow('Cancelled')
  })

  test('is not told where only open files are wanted, nor what is excluded', async () => {
    write({ 'a.py': broken, 'private/b.py': broken })
    const only = { ...settings, exclude: ['private/**'] }
    const editor = await session().editor({ capabilities: pullCapabilities, settings: only })
    expect((await pullAll(editor)).items.map(item => item.uri)).toEqual([uri('a.py')])
    const other = await session().editor({
      capabilities: pullCapabilities,
      settings: { ...settings, diagnosis: { workspace: false } },
    })
    expect((await pullAll(other)).items).toEqual([])
  })

  test('is diagnosed by command: with progress, findings and a summary', async () => {
    write({ 'a.py': broken, 'b.py': right, 'src/c.py': `${broken}${broken}` })
    const editor = await session().editor({ capabilities: pushCapabilities, settings })
    const told = listenForDiagnostics(editor)
    const progressed = editor.progressEnd('Diagnosing the workspace')
    const summary = await run(editor)
    await progressed
    expect(summary).toMatchObject({
      isComplete: true,
      files: 3,
      failures: 0,
      filesWithFindings: 2,
      findings: { warning: 0 },
    })
    expect((await editor.nextMessage()).message).toMatch(/^Diagnosed 3 files: \d errors in 2 files\.$/)
    expect((await told.next(uri('a.py'))).diagnostics).toMatchObject([{ code: 'syntax-error' }])
    expect((await told.next(uri('src/c.py'))).diagnostics).not.toEqual([])
    // Mended on the disk, it is taken back by the next run; opened, by what is told of it as it is there.
    write({ 'a.py': right })
    await run(editor)
    expect((await told.next(uri('a.py'))).diagnostics).toEqual([])
    await editor.open(uri('src/c.py'), right, 'python')
    expect((await told.next(uri('src/c.py'))).diagnostics).toEqual([])
  })

  test('what was found in files that are not open is taken back when it is switched off', async () => {
    write({ 'a.py': broken })
    const editor = await session().editor({ capabilities: pushCapabilities, settings })
    const told = listenForDiagnostics(editor)
    await run(editor)
    expect((await told.next(uri('a.py'))).diagnostics).toHaveLength(1)
    await editor.configure({ ...settings, diagnosis: { enabled: false } })
    expect((await told.next(uri('a.py'))).diagnostics).toEqual([])
    await expect(run(editor)).rejects.toThrow('Diagnosis is switched off.')
  })

  test('stops when the user stops it, and says how far it has come', async () => {
    write(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f${at}.py`, `x = ${at}\n`.repeat(400)])))
    const editor = await session().editor({ capabilities: pushCapabilities, settings })
    editor.connection.onNotification('$/progress', ({ token, value }: { token: string; value: { kind: string } }) => {
      if (value.kind === 'report')
        void editor.connection.sendNotification(WorkDoneProgressCancelNotification.type, { token })
    })
    expect(await run(editor)).toMatchObject({ isComplete: false })
    expect((await editor.nextMessage()).message).toMatch(/^Stopped after \d+ files?: /)
  })

  test('stops by a command as well, for editors that cannot cancel progress', async () => {
    write(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f${at}.py`, `x = ${at}\n`.repeat(400)])))
    const editor = await session().editor({ capabilities: pushCapabilities, settings })
    const command = (command: string): Promise<unknown> =>
      editor.connection.sendRequest(ExecuteCommandRequest.type, { command })
    editor.connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
      if (value.kind === 'report') void command('wayline.stopDiagnosis')
    })
    expect(await run(editor)).toMatchObject({ isComplete: false })
    expect(await command('wayline.stopDiagnosis')).toBeNull()
  })

  test('in which nothing is wrong is not looked through again and again', async () => {
    write({ 'a.py': right })
    const editor = await session().editor({ capabilities: pullCapabilities, settings })
    const begun: unknown[] = []
    editor.connection.onNotification('$/progress', ({ token, value }: { token: unknown; value: { kind?: string } }) => {
      if (value.kind === 'begin') begun.push(token)
    })
    const ask = (workDoneToken: string): Promise<WorkspaceDiagnosticReport> =>
      editor.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [], workDoneToken })
    expect(await ask('first')).toEqual({ items: [] })
    expect(await ask('second')).toEqual({ items: [] })
    write({ 'a.py': broken })
    await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: uri('a.py'), type: 2 }],
    })
    expect((await ask('third')).items).toHaveLength(1)
    expect(begun).toEqual(['first', 'third'])
  })

  test('is followed where nobody completes either', async () => {
    const editor = await session().editor({ capabilities: pullCapabilities, settings })
    await pullAll(editor)
    await editor.settled()
    expect(editor.registered()).toContain('workspace/didChangeWatchedFiles')
  })

  test('is told of all the same after a request that was given up in the middle', async () => {
    write({ 'a.py': broken })
    const editor = await session().editor({ capabilities: pullCapabilities, settings })
    const before = known((await pullAll(editor)).items)
    write({ 'a.py': right })
    await (await editor.open(uri('b.py'), right, 'python')).save()
    const source = new CancellationTokenSource()
    editor.connection.onNotification('$/progress', ({ token }: { token: string }) => {
      if (token === 'given up') source.cancel()
    })
    const params = { previousResultIds: before, workDoneToken: 'given up' }
    await expect(editor.connection.sendRequest(WorkspaceDiagnosticRequest.type, params, source.token)).rejects.toThrow(
      'Cancelled',
    )
    expect((await pullAll(editor, before)).items).toMatchObject([{ uri: uri('a.py'), kind: 'full', items: [] }])
  })

  test('is told once where one of its folders lies in another', async () => {
    write({ 'a.py': broken, 'inner/b.py': broken })
    const workspaceFolders = ['', 'inner'].map(name => ({ uri: uri(name).replace(/\/$/, ''), name: name || 'outer' }))
    const editor = await session().editor({ capabilities: pullCapabilities, settings, workspaceFolders })
    const { items } = await pullAll(editor)
    expect(items.map(item => item.uri).sort()).toEqual([uri('a.py'), uri('inner/b.py')])
    expect(await run(editor)).toMatchObject({ files: 2, filesWithFindings: 2 })
  })

  test('of several folders is told with all of them, and of none with nothing', async () => {
    write({ 'one/a.py': broken, 'two/b.py': broken, 'three/c.py': broken })
    const workspaceFolders = ['one', 'two'].map(name => ({ uri: uri(name), name }))
    const editor = await session().editor({ capabilities: pullCapabilities, settings, workspaceFolders })
    expect((await pullAll(editor)).items.map(item => item.uri)).toEqual([uri('one/a.py'), uri('two/b.py')])
    write({ 'empty/.gitignore': '' })
    const nothing = await session().editor({
      capabilities: pullCapabilities,
      settings,
      workspaceFolders: [{ uri: uri('empty'), name: 'empty' }],
    })
    expect(await pullAll(nothing)).toEqual({ items: [] })
    expect(await run(nothing)).toMatchObject({ isComplete: true, files: 0 })
    expect((await nothing.nextMessage()).message).toBe('Diagnosed 0 files: nothing found.')
  })

  test('is no workspace where the editor has no folder open, and the command says so', async () => {
    const editor = await session().editor({ capabilities: pushCapabilities, settings, workspaceFolders: [] })
    await expect(run(editor)).rejects.toThrow('No folder is open')
  })

  test('is told with ids that another language server understands', async () => {
    write({ 'a.py': broken })
    const editor = await session().editor({ capabilities: pullCapabilities, settings })
    const { items } = await pullAll(editor)
    await editor.quit()
    const next = await session().editor({ capabilities: pullCapabilities, settings })
    expect((await pullAll(next, known(items))).items).toMatchObject([{ uri: uri('a.py'), kind: 'unchanged' }])
  })

  test('may lose a file while it is looked through: that is no failure', async () => {
    write(Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`f${at}.py`, `x = ${at}\n`.repeat(400)])))
    const editor = await session().editor({ capabilities: pushCapabilities, settings })
    editor.connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
      if (value.kind === 'report') fs.rmSync(path.join(session().home.project, 'f99.py'), { force: true })
    })
    expect(await run(editor)).toMatchObject({ isComplete: true, failures: 0 })
  })

  test('is diagnosed with an HTML report where one is wished for, which the editor shows', async () => {
    write({ 'a.py': broken, 'src/b.py': 'key = "AKIAQW3EZRT5VYUI7OPL"\n' })
    const capabilities = {
      ...pushCapabilities,
      window: { ...pushCapabilities.window, showDocument: { support: true } },
    }
    const editor = await session().editor({ capabilities, settings })
    const shown: ShowDocumentParams[] = []
    editor.connection.onRequest(ShowDocumentRequest.type, params => {
      shown.push(params)
      return { success: true }
    })
    const command = 'wayline.diagnoseWorkspace'
    const summary = await editor.connection.sendRequest<DiagnosisSummary>(ExecuteCommandRequest.method, {
      command,
      arguments: [{ report: true }],
    })
    expect(shown).toEqual([{ uri: summary.report, external: true }])
    const file = fileURLToPath(summary.report ?? '')
    expect((await editor.nextMessage()).message).toContain(`The report is ${file}.`)
    const html = fs.readFileSync(file, 'utf8')
    expect(html).toContain('src/b.py')
    expect(html).toContain('syntax-error')
    expect(html).not.toContain('AKIAQW3EZRT5VYUI7OPL')
    if (process.platform !== 'win32') expect(fs.statSync(file).mode & 0o777).toBe(0o600)
    const nonsense = { command, arguments: [7] }
    await expect(editor.connection.sendRequest(ExecuteCommandRequest.type, nonsense)).rejects.toThrow(
      '{ report: true }',
    )
  })
})
