import path from 'node:path'
import { DidChangeWatchedFilesNotification, type Connection } from 'vscode-languageserver/node'
import { createBackground, type Background } from '../background/background.ts'
import type { BackgroundTasks, DeclarationsPlace, Look, LookPlace } from '../background/background-tasks.ts'
import type { Config } from '../config.ts'
import type { ContextPart } from '../context/context-part.ts'
import { waylineIgnore } from '../safety/ignore-files.ts'
import type { Client } from './client.ts'
import type { Documents } from './documents.ts'
import { fileOf } from './file-of.ts'
import type { Log } from './log.ts'
import { register, type Registration } from './registration.ts'
import type { Settings } from './settings.ts'
import type { WorkspaceFolders } from './workspace-folders.ts'

export interface WorkspaceOptions {
  connection: Connection
  client: Client
  documents: Documents
  folders: WorkspaceFolders
  settings: Settings
  /** Where the index is kept from one start to the next. */
  cacheFolder: string
  log: Log
  /** The index is complete: there may be more to tell than before. */
  onReady: () => void
  /** An ignore file has been written, so that other documents may leave than before. */
  onRules: () => void
  /** It has followed a change of files. */
  onChange: () => void
  now?: () => number
  /** Calls back later; the returned function takes it back. */
  after?: (delayMs: number, run: () => void) => () => void
  startBackground?: typeof createBackground
}

/** The workspace as the background thread knows it. Nothing begins before something is asked for, by a completion or for a document that is opened. */
export interface Workspace {
  declarationsNear: (place: Omit<DeclarationsPlace, 'path'> & { uri: string }) => Promise<ContextPart[]>
  checkSyntax: BackgroundTasks['checkSyntax']
  /** What is known of a place; where the index is still being made, from the document alone. */
  lookAt: (place: Omit<LookPlace, 'path'> & { uri: string }) => Promise<Look>
  /** Has the editor tell of files from now on, where it can. */
  followFiles(): void
  /** The editor has told of files that have been written, made or removed. */
  onFilesChanged(listener: () => void): void
  /** Completions have been switched off: the thread ends, and no file is watched. */
  close(): Promise<void>
}

/** Where an editor does not tell of changed files, they are all looked at again when something is asked for, but no sooner than after this. */
const lookAgainMs = 30_000
/** Nor sooner than after so many times what the last look has taken: in a large workspace it costs no more than in a small one. */
const restAfterLook = 50

/** Of somebody who has asked for nothing for so long nobody is missed by fifty megabytes; what has been indexed is kept on the disk. */
const idleMs = 5 * 60_000

/**
 * Starts the background thread when it is first needed, has it index the workspace, and tells it of every changed file. It ends when nothing
 * has been asked for in a while, and starts again with the next edit or question.
 */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { connection, client, documents, folders, settings, cacheFolder, log, onReady, onRules, onChange } = options
  const { now = () => performance.now(), after = later, startBackground = createBackground } = options
  const fileListeners: (() => void)[] = []
  let background: Background | null = null
  let watching: Promise<Registration> | null = null
  let isOpen = false
  let isReady = false
  let isResting = false
  let takeBackRest: (() => void) | null = null
  /** Whether the editor tells of changed files, or at least has been asked to. */
  let isTold = client.canWatchFiles
  let lookMs = Infinity

  function thread(): Background {
    background ??= startBackground({ log: message => log.debug(message) })
    return background
  }

  /** The thread, for somebody who asks. */
  function used(): Background {
    stayAwake()
    takeBackRest = after(idleMs, rest)
    return thread()
  }

  function stayAwake(): void {
    takeBackRest?.()
    takeBackRest = null
  }

  function rest(): void {
    takeBackRest = null
    if (isOpen && !isReady) {
      // What has been begun is ended first: it is kept, and need not be done again.
      takeBackRest = after(idleMs, rest)
      return
    }
    isResting = isOpen
    isOpen = false
    isReady = false
    const ending = background
    background = null
    ending?.dispose().catch((error: unknown) => log.debug(`The background did not end: ${String(error)}`))
  }

  function open(): void {
    isOpen = true
    isResting = false
    lookMs = Infinity
    const roots = folders.roots().flatMap(fileOf)
    // Its thread may end, and is then started again; what fails is asked for again at the next occasion.
    used()
      .openWorkspace({ roots, ...excluded(settings.current), cacheFolder })
      .then(() => {
        if (!isReady && isOpen) {
          isReady = true
          onReady()
        }
      })
      .catch((error: unknown) => log.debug(`The index of the workspace is not complete: ${String(error)}`))
      .finally(() => (lookMs = now() + lookAgainMs))
    followFiles()
  }

  function followFiles(): void {
    if (isTold) watching ??= watch()
  }

  function lookAgain(): void {
    const beganMs = now()
    lookMs = Infinity
    thread()
      .lookAgain()
      .then(onChange, () => undefined)
      .finally(() => (lookMs = now() + Math.max(lookAgainMs, restAfterLook * (now() - beganMs))))
  }

  function watch(): Promise<Registration> {
    const asked = register(connection, DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] })
    asked.catch((error: unknown) => {
      isTold = false
      log.debug(`The editor does not watch files: ${String(error)}`)
    })
    return asked
  }

  function changed(uris: string[]): void {
    const files = uris.flatMap(fileOf)
    if (files.some(file => path.basename(file) === waylineIgnore)) onRules()
    if (isOpen && files.length > 0)
      thread()
        .filesChanged(files)
        .then(onChange, () => undefined)
  }

  connection.onDidChangeWatchedFiles(({ changes }) => {
    changed(changes.map(({ uri }) => uri))
    for (const listener of fileListeners) listener()
  })
  documents.onSave(({ uri }) => changed([uri]))
  documents.onEdit(() => {
    // Completions will be wanted soon, and what others declare with them.
    if (isResting && settings.current.completion.enabled) open()
  })
  folders.onChange(() => isOpen && open())
  settings.onChange((now, before) => {
    if (isOpen && JSON.stringify(excluded(now)) !== JSON.stringify(excluded(before))) open()
  })

  return {
    async declarationsNear({ uri, ...place }) {
      // The context may still ask for the place where the user was when they switched completions off.
      if (!settings.current.completion.enabled) return []
      if (!isOpen) open()
      else if (!isTold && now() >= lookMs) lookAgain()
      const [file] = fileOf(uri)
      // Nobody waits for an index that is still being made.
      return file === undefined || !isReady
        ? []
        : used().declarationsNear({ ...place, path: file.replaceAll('\\', '/') })
    },
    checkSyntax: place => used().checkSyntax(place),
    lookAt({ uri, ...place }) {
      if (!isOpen) open()
      return used().lookAt({ ...place, path: fileOf(uri)[0]?.replaceAll('\\', '/') ?? '' })
    },
    followFiles,
    onFilesChanged: listener => void fileListeners.push(listener),
    async close() {
      stayAwake()
      isOpen = false
      isReady = false
      isResting = false
      const ending = background
      background = null
      // An editor that has gone does not answer, and nobody waits for it.
      watching?.then(registration => registration.end()).catch(() => undefined)
      watching = null
      await ending?.dispose()
    },
  }
}

/** Of the settings what decides which files are in the index. */
function excluded({ exclude, excludeRepositories }: Config) {
  return { exclude, excludeRepositories }
}

function later(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs).unref()
  return () => clearTimeout(timer)
}
