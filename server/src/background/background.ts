import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { isNativeChosen } from '../syntax/chosen-library.ts'
import type { BackgroundTasks, BackgroundWorkspace } from './background-tasks.ts'
import { startProcess, startThread, type Runner } from './runner.ts'

/** The background, from the language server's side. Its thread starts with the first task. */
export interface Background extends BackgroundTasks {
  dispose(): Promise<void>
}

export interface BackgroundOptions {
  log: (message: string) => void
  program?: string
  env?: NodeJS.ProcessEnv
}

/** A thread that ends by itself this often has a reason that will not go away. */
const mostStarts = 5

/** Where the build has put the thread's program: beside the server's, or beside the sources in tests. */
export function backgroundProgram(): string {
  const here = path.dirname(fileURLToPath(import.meta.url))
  const beside = path.join(here, 'background.cjs')
  return fs.existsSync(beside) ? beside : path.join(here, '../../dist/background.cjs')
}

/**
 * Runs tasks in a thread, or in a process where native code is chosen, which is told the same. A thread that ends, as one does that a grammar has brought down, is started again and told of the
 * workspace; the tasks that it had begun fail.
 */
export function createBackground({
  log,
  program = backgroundProgram(),
  env = process.env,
}: BackgroundOptions): Background {
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>()
  let thread: Runner | null = null
  let workspace: BackgroundWorkspace | null = null
  let starts = 0
  let last = 0
  let isDisposed = false

  function start(): Runner {
    starts++
    const runner = (isNativeChosen(env) ? startProcess : startThread)(program, env, {
      onMessage(message) {
        if (message.type === 'log') {
          log(message.message)
          return
        }
        const caller = waiting.get(message.id)
        waiting.delete(message.id)
        if (message.type === 'result') caller?.resolve(message.result as never)
        else caller?.reject(new Error(message.message))
      },
      onFailure: error => log(`The background thread failed: ${error.message}`),
      onEnd() {
        if (thread !== runner) return
        thread = null
        for (const caller of waiting.values()) caller.reject(new Error('The background thread has ended.'))
        waiting.clear()
        if (!isDisposed && workspace && starts < mostStarts) void run('openWorkspace', workspace).catch(() => undefined)
      },
    })
    return runner
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
      thread.post({ id, task, argument })
    })
    return result as ReturnType<BackgroundTasks[Name]>
  }

  return {
    openWorkspace(next) {
      workspace = next
      return run('openWorkspace', next)
    },
    filesChanged: files => run('filesChanged', files),
    lookAgain: () => run('lookAgain', undefined),
    declarationsNear: place => run('declarationsNear', place),
    checkSyntax: place => run('checkSyntax', place),
    lookAt: place => run('lookAt', place),
    async dispose() {
      isDisposed = true
      await thread?.end()
    },
  }
}
