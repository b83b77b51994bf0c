import { initializeParams, settingsFor, type OwnAddress, type Wishes } from './first-message.ts'
import type { LanguageServer, StartLanguageServer } from './language-server.ts'
import { createPageMessages } from './page-messages.ts'
import type { Samples } from './samples.ts'
import { verdictOn } from './server-messages.ts'
import { createUris } from './uris.ts'
import { makeWorkspace } from './workspace.ts'

/** One page and its language server. The server sees files, the page sees samples, and neither sees the other's. */
export interface Session {
  /** Takes a message of the page. Says why the session has to end, or null. */
  fromPage(message: unknown): string | null
  end(): Promise<void>
}

export interface SessionOptions {
  samples: Samples
  command: readonly string[]
  start: StartLanguageServer
  address: OwnAddress
  wishes: Wishes
  /** Id of the message by which the page opened the session; it is answered when the server is ready. */
  id: number
  toPage: (message: object) => void
  /** The server has ended without having been asked to. */
  onFailure: (reason: string) => void
}

/** More than any person types, and less than hurts. */
const mostCharacters = 16 * 1024 * 1024
/** A server that does not read is not written to for ever. */
const mostBacklog = 4 * 1024 * 1024
const methodNotFound = -32601

export function startSession(options: SessionOptions): Session {
  const { samples, command, start, address, wishes, toPage, onFailure } = options
  const workspace = makeWorkspace(samples)
  const uris = createUris(workspace.root, samples.keys())
  const pageMessages = createPageMessages(uris)
  /** Requests of the server that the page has to answer. */
  const asked = new Set<string | number>()
  let isReady = false
  let characters = 0
  const early: object[] = []

  const server: LanguageServer = start({
    command,
    root: workspace.root,
    home: workspace.home,
    onMessage: fromServer,
    onEnd(failure) {
      workspace.remove()
      if (failure !== null) onFailure(failure)
    },
  })
  server.send({
    jsonrpc: '2.0',
    id: 'gateway:initialize',
    method: 'initialize',
    params: initializeParams(workspace.root, address, wishes),
  })

  function fromServer(message: unknown): void {
    const verdict = verdictOn(message)
    switch (verdict.kind) {
      case 'pass': {
        const mapped = uris.toPage(message)
        if (typeof mapped !== 'object' || mapped === null) return
        if ('method' in mapped && 'id' in mapped && isId(mapped.id)) asked.add(mapped.id)
        toPage(mapped)
        return
      }
      case 'answer':
        server.send({ jsonrpc: '2.0', id: verdict.id, result: verdict.result })
        return
      case 'refuse':
        server.send({ jsonrpc: '2.0', id: verdict.id, error: { code: methodNotFound, message: 'Not here.' } })
        return
      case 'ours':
        if (verdict.id === 'gateway:initialize') initialized()
        return
      case 'drop':
        return
    }
  }

  function initialized(): void {
    isReady = true
    server.send({ jsonrpc: '2.0', method: 'initialized', params: {} })
    toPage({ jsonrpc: '2.0', id: options.id, result: { files: [...samples.keys()] } })
    for (const message of early.splice(0)) server.send(message)
  }

  function send(message: object): void {
    if (isReady) server.send(message)
    else early.push(message)
  }

  return {
    fromPage(message) {
      if (server.backlog() > mostBacklog || early.length > 1000) return 'The language server does not keep up.'
      const read = pageMessages.read(message)
      switch (read.kind) {
        case 'malformed':
          return 'A message is not one of JSON-RPC.'
        case 'refused':
          if (read.id !== null)
            toPage({ jsonrpc: '2.0', id: read.id, error: { code: read.code, message: read.reason } })
          return null
        case 'response':
          // Nobody answers what was not asked.
          if (asked.delete(read.id)) send({ jsonrpc: '2.0', id: read.id, result: read.result })
          return null
        case 'model':
          send({
            jsonrpc: '2.0',
            method: 'workspace/didChangeConfiguration',
            params: { settings: { wayline: settingsFor(address, read.model) } },
          })
          return null
        case 'notification':
          characters += read.insertedCharacters
          if (characters > mostCharacters) return 'So much text is typed by nobody.'
          send({ jsonrpc: '2.0', method: read.method, params: read.params })
          return null
        case 'request':
          send({ jsonrpc: '2.0', id: read.id, method: read.method, params: read.params })
          return null
      }
    },
    end: () => server.end(),
  }
}

function isId(id: unknown): id is string | number {
  return typeof id === 'string' || typeof id === 'number'
}
