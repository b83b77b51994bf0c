import { LRUCache } from 'lru-cache'
import type { Connection, InitializeParams, WorkspaceFolder } from 'vscode-languageserver/node'
import type { Client } from './client.ts'

/** The folders that are open in the editor. */
export interface WorkspaceFolders {
  /** Path of a document in its folder, `/` between parts; its name alone if it is in none. Any string is taken, and none throws. */
  pathOf(uri: string): string
  /** URIs of the folders. */
  roots(): string[]
  onChange(listener: () => void): void
  /** Follows changes; to be called once the editor is initialized. */
  follow(): void
}

export function createWorkspaceFolders(
  connection: Connection,
  client: Client,
  params: InitializeParams,
): WorkspaceFolders {
  let roots = rootsOf(params)
  let uris = urisOf(params)
  const listeners: (() => void)[] = []
  /** Each key asks for the same few. */
  const paths = new LRUCache<string, string>({ max: 500 })

  function findPath(uri: string): string {
    const path = plainUri(uri)
    const root = roots.filter(candidate => path.startsWith(candidate)).sort((a, b) => b.length - a.length)[0]
    return root === undefined ? nameOf(path) : path.slice(root.length)
  }

  return {
    roots: () => uris,
    onChange: listener => void listeners.push(listener),
    pathOf(uri) {
      const path = paths.get(uri) ?? findPath(uri)
      paths.set(uri, path)
      return path
    },
    follow() {
      if (!client.hasWorkspaceFolders) return
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(rootOf))
        roots = [...roots.filter(root => !gone.has(root)), ...added.map(rootOf)]
        uris = [...uris.filter(uri => !gone.has(rootOf({ uri }))), ...added.map(({ uri }) => uri)]
        paths.clear()
        for (const listener of listeners) listener()
      })
    },
  }
}

function rootsOf(params: InitializeParams): string[] {
  return urisOf(params).map(uri => rootOf({ uri }))
}

function urisOf(params: InitializeParams): string[] {
  if (params.workspaceFolders?.length) return params.workspaceFolders.map(({ uri }) => uri)
  // Clients older than workspace folders know one root only.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- that is what they send
  return params.rootUri ? [params.rootUri] : []
}

function rootOf({ uri }: Pick<WorkspaceFolder, 'uri'>): string {
  return `${plainUri(uri).replace(/\/+$/, '')}/`
}

/** A URI in the one form that two of them can be compared in: decoded, without query and fragment, drive letter in lower case. */
function plainUri(uri: string): string {
  const path = uri.replace(/[?#].*$/s, '')
  return decoded(path).replace(
    /^(file:\/\/\/)([A-Z])(?=:)/,
    (_, scheme: string, drive: string) => scheme + drive.toLowerCase(),
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A `%` that encodes nothing stands for itself.
    return text
  }
}

function nameOf(path: string): string {
  return path.split(/[/\\:]/).findLast(part => part !== '') ?? path
}
