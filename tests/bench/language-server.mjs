// A bare client of the protocol over stdio, for any language server.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import rpc from 'vscode-jsonrpc/node'
import { now, pause } from './numbers.mjs'
import { endTree, remember } from './processes.mjs'

const capabilities = {
  general: { positionEncodings: ['utf-16'] },
  window: { workDoneProgress: true },
  workspace: { workspaceFolders: true, configuration: true, applyEdit: true, executeCommand: {} },
  textDocument: {
    synchronization: { didSave: true },
    completion: { completionItem: { snippetSupport: true }, contextSupport: true },
    inlineCompletion: { dynamicRegistration: false },
  },
  notebookDocument: { synchronization: {} },
}

/** Starts a server for a project folder; the clock runs from here to the answer to `initialize`. `more` are capabilities beside the usual ones. */
export function startServer(description, project, more = {}) {
  const { cmd, args, env, method, initializationOptions, config = {} } = description
  const begin = now()
  const child = remember(spawn(cmd, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] }))
  let errors = ''
  child.stderr.on('data', data => (errors = (errors + data).slice(-2000)))
  child.stdin.on('error', () => undefined)
  const exited = new Promise(resolve => child.on('exit', resolve))
  const reader = new rpc.StreamMessageReader(child.stdout)
  const connection = rpc.createMessageConnection(reader, new rpc.StreamMessageWriter(child.stdin))
  const uri = pathToFileURL(project).href
  connection.onRequest('workspace/configuration', ({ items }) => items.map(item => config[item.section] ?? null))
  connection.onRequest('workspace/workspaceFolders', () => [{ uri, name: 'project' }])
  connection.onRequest(() => null)
  connection.onError(() => undefined)
  connection.listen()

  return {
    pid: child.pid,
    connection,
    /** Milliseconds from the start of the process to the answer. */
    async initialize() {
      const params = {
        processId: process.pid,
        clientInfo: { name: 'bench', version: '1' },
        rootUri: uri,
        rootPath: project,
        workspaceFolders: [{ uri, name: path.basename(project) }],
        capabilities: {
          ...capabilities,
          textDocument: { ...capabilities.textDocument, ...more.textDocument },
          workspace: { ...capabilities.workspace, ...more.workspace },
        },
        initializationOptions,
      }
      const failed = exited.then(code => Promise.reject(new Error(`The server ended with ${code}. ${errors}`)))
      await Promise.race([connection.sendRequest('initialize', params), failed])
      const tookMs = now() - begin
      await connection.sendNotification('initialized', {})
      return tookMs
    },
    open: (file, text, languageId = 'typescript') =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: `${uri}/${file}`, languageId, version: 1, text },
      }),
    /** Inserts text, and says so with the version that the document then has. */
    insert: (file, position, text, version) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: `${uri}/${file}`, version },
        contentChanges: [{ range: { start: position, end: position }, text }],
      }),
    /** Takes characters away. */
    remove: (file, start, length, version) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: `${uri}/${file}`, version },
        contentChanges: [{ range: { start, end: { ...start, character: start.character + length } }, text: '' }],
      }),
    /** What is wrong with a document. */
    async diagnose(file) {
      const { items } = await connection.sendRequest('textDocument/diagnostic', {
        textDocument: { uri: `${uri}/${file}` },
      })
      return items ?? []
    },
    /** Asks for completions as while typing: the items, and a way to take the question back. */
    ask(file, position) {
      const source = new rpc.CancellationTokenSource()
      const triggerKind = method.endsWith('inlineCompletion') ? 2 : 1
      const params = { textDocument: { uri: `${uri}/${file}` }, position, context: { triggerKind } }
      const answer = connection.sendRequest(method, params, source.token)
      return { items: answer.then(list => list?.items ?? list ?? []), cancel: () => source.cancel() }
    },
    async stop() {
      const goodbye = connection.sendRequest('shutdown').then(() => connection.sendNotification('exit'))
      await Promise.race([goodbye.catch(() => undefined), pause(2000)])
      await Promise.race([exited, pause(1500)])
      endTree(child)
      connection.dispose()
    },
  }
}
