import os from 'node:os'
import { Worker } from 'node:worker_threads'
import type { FileRecord } from '../workspace-index/read-file.ts'

/** Reads a file; null for one that declares nothing. */
export type ReadFile = (file: string, text: string) => Promise<FileRecord | null>

/** What a reader is sent, and what comes back. */
export interface ReadTask {
  id: number
  file: string
  text: string
}
export interface ReadResult {
  id: number
  record: FileRecord | null
}

/** A reader that has had nothing to do for so long ends: it holds a grammar for each language it has met. */
const idleMs = 5000
/** Little is kept here: what was read goes away at once. */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 }
/** So many files lie ready for it, so that it never waits for the next. */
const ahead = 3

/** Shares reading between this thread and others, as many as there are processors beside this one's and the language server's; `own` reads here. */
export function createReaders(program: string, own: ReadFile, threads = Math.min(3, os.cpus().length - 2)): ReadFile {
  const readers: Reader[] = []
  return (file, text) => {
    const free = readers.find(reader => reader.waiting < ahead)
    if (free) return free.read(file, text)
    if (readers.length < threads) {
      const reader = new Reader(program, own, () => readers.splice(readers.indexOf(reader), 1))
      readers.push(reader)
      return reader.read(file, text)
    }
    return own(file, text)
  }
}

class Reader {
  readonly #thread: Worker
  readonly #waiting = new Map<
    number,
    ReadTask & { resolve: (record: FileRecord | null | Promise<FileRecord | null>) => void }
  >()
  #last = 0
  #idle: NodeJS.Timeout | null = null

  constructor(program: string, own: ReadFile, onEnd: () => void) {
    this.#thread = new Worker(program, { workerData: { isReader: true }, resourceLimits })
    this.#thread.unref()
    this.#thread.on('message', ({ id, record }: ReadResult) => this.#done(id, record))
    this.#thread.on('error', () => undefined)
    this.#thread.on('exit', () => {
      onEnd()
      const [culprit, ...others] = [...this.#waiting.values()]
      // A file that brings a grammar down declares nothing; it is no fault of those behind it.
      culprit?.resolve(null)
      for (const { file, text, resolve } of others) resolve(own(file, text))
      if (this.#idle) clearTimeout(this.#idle)
    })
  }

  get waiting(): number {
    return this.#waiting.size
  }

  read(file: string, text: string): Promise<FileRecord | null> {
    if (this.#idle) clearTimeout(this.#idle)
    return new Promise(resolve => {
      const id = ++this.#last
      this.#waiting.set(id, { id, file, text, resolve })
      this.#thread.postMessage({ id, file, text } satisfies ReadTask)
    })
  }

  #done(id: number, record: FileRecord | null): void {
    this.#waiting.get(id)?.resolve(record)
    this.#waiting.delete(id)
    if (this.#waiting.size > 0) return
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = setTimeout(() => void this.#thread.terminate(), idleMs).unref()
  }
}
