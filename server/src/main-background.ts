import os from 'node:os'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import * as z from 'zod'
import type { FromThread, ToThread } from './background/background-tasks.ts'
import { createReaders, type ReadFile, type ReadResult, type ReadTask } from './background/readers.ts'
import { createTasks } from './background/run-tasks.ts'
import { openGrammars } from './syntax/open-grammars.ts'
import { readRecord } from './workspace-index/read-file.ts'
import { keepHeapSmall } from './small-heap.ts'

/** The program of the background thread or process, and of the threads that read files for it. */
keepHeapSmall()
giveWay()
const open = openGrammars(process.env)
const read: ReadFile = (file, text) => readRecord(file, text, open)
const port = portOf()
if (isReader()) serveReading(port)
else serveTasks(port)

/** What connects the program to whoever has started it; each sends what the other expects. */
interface Port {
  onMessage(listener: (message: never) => void): void
  post(message: FromThread | ReadResult): void
}

function portOf(): Port {
  if (parentPort) {
    const thread = parentPort
    return {
      onMessage: listener => thread.on('message', message => listener(message as never)),
      post: message => thread.postMessage(message),
    }
  }
  if (!process.send) throw new Error('this program is started as a thread or as a child process')
  // Ending in an orderly way waits for threads in the middle of native code, which does not outlive that.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  return {
    onMessage: listener => process.on('message', message => listener(message as never)),
    post: message => process.send?.(message),
  }
}

/** Whoever types comes first, and so do the gateway and the engine. Elsewhere than on Linux this would be said of the whole process. */
function giveWay(): void {
  if (process.platform === 'linux') os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL)
}

function isReader(): boolean {
  return z.object({ isReader: z.literal(true) }).safeParse(workerData).success
}

function serveReading(port: Port): void {
  port.onMessage(({ id, file, text }: ReadTask) => {
    // A failure ends the thread: the memory in which grammars work is not to be trusted any more.
    void read(file, text).then(record => port.post({ id, record }))
  })
}

function serveTasks(port: Port): void {
  const tell = (message: FromThread): void => port.post(message)
  const log = (message: string): void => tell({ type: 'log', message })
  const tasks = createTasks({ open, read: createReaders(fileURLToPath(import.meta.url), read), log })
  // Each task takes the one kind of argument that belongs to its name.
  const byName = tasks as unknown as Record<string, (argument: unknown) => Promise<unknown>>
  port.onMessage(({ id, task, argument }: ToThread) => {
    void byName[task]?.(argument).then(
      result => tell({ type: 'result', id, result }),
      (error: unknown) => {
        tell({ type: 'failure', id, message: error instanceof Error ? error.message : String(error) })
        // As above.
        if (error instanceof Error && error.name === 'RuntimeError') process.exit(1)
      },
    )
  })
}
