import { parentPort } from 'node:worker_threads'
import type { FromThread, ToThread } from './background/background-tasks.ts'
import { createTasks } from './background/run-tasks.ts'
import { createWasmGrammars } from './syntax/wasm.ts'
import { readSymbols } from './workspace-index/read-file.ts'

/** The program of the background thread. */
const port = parentPort
if (!port) throw new Error('this program is started as a thread')

const tell = (message: FromThread): void => port.postMessage(message)
const log = (message: string): void => tell({ type: 'log', message })
const open = createWasmGrammars()
const tasks = createTasks({ open, read: (file, text) => readSymbols(file, text, open), log })

port.on('message', ({ id, task, argument }: ToThread) => {
  // Each task takes the one kind of argument that belongs to its name.
  const run = tasks as unknown as Record<string, (argument: unknown) => Promise<unknown>>
  void run[task]?.(argument).then(
    result => tell({ type: 'result', id, result }),
    (error: unknown) => {
      tell({ type: 'failure', id, message: error instanceof Error ? error.message : String(error) })
      // The memory in which grammars work is not to be trusted any more: what comes next would fail as well, or worse.
      if (error instanceof Error && error.name === 'RuntimeError') process.exit(1)
    },
  )
})
