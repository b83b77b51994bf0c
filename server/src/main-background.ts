import { fileURLToPath } from 'node:url'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import * as z from 'zod'
import type { FromThread, ToThread } from './background/background-tasks.ts'
import { createReaders, type ReadResult, type ReadFile, type ReadTask } from './background/readers.ts'
import { createTasks } from './background/run-tasks.ts'
import { createWasmGrammars } from './syntax/wasm.ts'
import { readRecord } from './workspace-index/read-file.ts'
import { keepYoungSpaceSmall } from './young-space.ts'

/** The program of the background thread, and of those that read files for it. */
const port = parentPort
if (!port) throw new Error('this program is started as a thread')
keepYoungSpaceSmall()
const open = createWasmGrammars()
const read: ReadFile = (file, text) => readRecord(file, text, open)
if (z.object({ isReader: z.literal(true) }).safeParse(workerData).success) serveReading(port)
else serveTasks(port)

function serveReading(port: MessagePort): void {
  port.on('message', ({ id, file, text }: ReadTask) => {
    // A failure ends the thread: the memory in which grammars work is not to be trusted any more.
    void read(file, text).then(record => port.postMessage({ id, record } satisfies ReadResult))
  })
}

function serveTasks(port: MessagePort): void {
  const tell = (message: FromThread): void => port.postMessage(message)
  const log = (message: string): void => tell({ type: 'log', message })
  const tasks = createTasks({ open, read: createReaders(fileURLToPath(import.meta.url), read), log })
  // Each task takes the one kind of argument that belongs to its name.
  const byName = tasks as unknown as Record<string, (argument: unknown) => Promise<unknown>>
  port.on('message', ({ id, task, argument }: ToThread) => {
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
