import type { UsageEvent } from '@wayline/inference/api'
import fs from 'node:fs/promises'
import { systemCode } from '../errors.ts'
import type { Circumstances } from './circumstances.ts'
import type { EventFiles } from './event-files.ts'

export interface EventStoreOptions {
  files: EventFiles
  /** Calls back later; the returned function takes it back. */
  after: (delayMs: number, run: () => void) => () => void
  /** Told once, in a sentence, when events cannot be kept and no more are tried to be. */
  onFailure: (sentence: string) => void
  /** Size at which the newer file becomes the older one. */
  fileBytes?: number
}

/**
 * Keeps a user's last events on this computer: at most two files of about 2 MB, one line an event, for the user's eyes
 * alone. Several editors may add at once. It writes later, and never makes anybody wait.
 */
export interface EventStore {
  add(event: StoredEvent): void
  /** Resolves when everything that was added has been written, or could not be. Never rejects. */
  flush(): Promise<void>
  /** Forgets what has not been written yet. */
  clear(): void
}

/** An event with what is known of the place and is for this computer alone. */
export type StoredEvent = UsageEvent & { circumstances?: Circumstances }

const writeAfterMs = 5000
/** Small enough to be written in one piece, which is what keeps the lines of several editors apart. */
const mostLines = 100
/** Nobody takes so long to rename a file: whoever holds the lock has died. */
const staleLockMs = 10_000

export function createEventStore({
  files,
  after,
  onFailure,
  fileBytes = 2 * 1024 * 1024,
}: EventStoreOptions): EventStore {
  let lines: string[] = []
  let takeBack: (() => void) | null = null
  let writing: Promise<void> = Promise.resolve()
  let hasFailed = false

  function flush(): Promise<void> {
    takeBack?.()
    takeBack = null
    writing = writing.then(writeAll).catch((error: unknown) => {
      hasFailed = true
      lines = []
      onFailure(`Events are not kept any more until the next start: ${reasonOf(error, files.folder)}.`)
    })
    return writing
  }

  async function writeAll(): Promise<void> {
    while (lines.length > 0) {
      const text = lines.splice(0, mostLines).join('\n')
      await fs.mkdir(files.folder, { recursive: true, mode: 0o700 })
      // Opened each time, because another editor may have made the file the older one. The line end in front ends
      // whatever somebody has left half written.
      const file = await fs.open(files.newer, 'a', 0o600)
      try {
        await file.write(`\n${text}\n`)
        if ((await file.stat()).size < fileBytes) continue
      } finally {
        await file.close()
      }
      await rotate(files, fileBytes)
    }
  }

  return {
    add(event) {
      if (hasFailed) return
      lines.push(JSON.stringify(event))
      takeBack ??= after(writeAfterMs, () => void flush())
    },
    flush,
    clear() {
      lines = []
      takeBack?.()
      takeBack = null
    },
  }
}

/** Makes the newer file the older one, unless another editor is just doing that or has done it. */
async function rotate({ newer, older, lock }: EventFiles, fileBytes: number): Promise<void> {
  try {
    await (await fs.open(lock, 'wx', 0o600)).close()
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
    const heldMs = Date.now() - (await fs.stat(lock)).mtimeMs
    if (heldMs > staleLockMs) await fs.rm(lock, { force: true })
    // The next write will be too much for the file again.
    return
  }
  try {
    if ((await fs.stat(newer)).size >= fileBytes) await fs.rename(newer, older)
  } finally {
    await fs.rm(lock, { force: true })
  }
}

function reasonOf(error: unknown, folder: string): string {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${folder} may not be written`
    default:
      return `${folder} cannot be written (${systemCode(error) || String(error)})`
  }
}
