import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { BackgroundTasks, BackgroundWorkspace, FromThread } from './background-tasks.ts'

/** The background, from the language server's side. Its thread starts with the first task. */
export interface Background extends BackgroundTasks {
  dispose(): Promise<void>
}

export interface BackgroundOptions {
  log: (message: string) => void
  program?: string
}

/** A thread that ends by itself this often has a reason that will not go away. */
const mostStarts = 5
const resourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 8 }

/** Where the build has put the thread's program: beside the server's, or beside the sources in tests. */
export function backgroundProgram(): string {
  const here = path.dirname(fileURLToPath(import.meta.url))
  const beside = path.join(here, 'background.cjs')
  return fs.existsSync(beside) ? beside : path.join(here, '../../dist/background.cjs')
}

/**
 * Runs tasks in a thread. A thread that ends, as one does that a grammar has brought down, is started again and told of the
 * workspace; the tasks that it had begun fail.
 */
export function createBackground({ log, program = backgroundProgram() }: BackgroundOptions): Background {
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>()
  let thread: Worker | null = null
  let workspace: BackgroundWorkspace | null = null
  let starts = 0
  let last = 0
  let isDisposed = false

  function start(): Worker {
    starts++
    const worker = new Worker(program, { resourceLimits })
    // Nothing in the background is a reason for the process to stay.
    worker.unref()
    worker.on('message', (message: FromThread) => {
      if (message.type === 'log') {
        log(message.message)
        return
      }
      const caller = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.type === 'result') caller?.resolve(message.result as never)
      else caller?.reject(new Error(message.message))
    })
    worker.on('error', error => log(`The background thread failed: ${error.message}`))
    worker.on('exit', () => {
      if (thread !== worker) return
      thread = null
      for (const caller of waiting.values()) caller.reject(new Error('The background thread has ended.'))
      waiting.clear()
      if (!isDisposed && workspace && starts < mostStarts) void run('openWorkspace', workspace).catch(() => undefined)
    })
    return worker
  }

  function run<Name extends keyof BackgroundTasks>(
    task: Name,
    argument: Parameters<BackgroundTasks[Name]>[0],
  ): ReturnType<BackgroundTasks[Name]> {
    const result = new Promise((resolve, reject) => {
      if (isDisposed || (!thread && starts >= mostStarts)) {
        reject(new Error('There is no background thread.'))
        return
      }
      thread ??= start()
      const id = ++last
      waiting.set(id, { resolve, reject })
      thread.postMessage({ id, task, argument })
    })
    return result as ReturnType<BackgroundTasks[Name]>
  }

  return {
    openWorkspace(next) {
      workspace = next
      return run('openWorkspace', next)
    },
    filesChanged: files => run('filesChanged', files),
    declarationsNear: place => run('declarationsNear', place),
    checkSyntax: place => run('checkSyntax', place),
    async dispose() {
      isDisposed = true
      await thread?.terminate()
    },
  }
}
