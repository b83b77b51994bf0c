import { fork } from 'node:child_process'
import { Worker } from 'node:worker_threads'
import type { FromThread } from './background-tasks.ts'

/** What runs the background's program. */
export interface Runner {
  post(message: object): void
  end(): Promise<void>
}

/** What is told of a runner. It has ended for whatever reason when `onEnd` is called. */
export interface RunnerEvents {
  onMessage(message: FromThread): void
  onFailure(error: Error): void
  onEnd(): void
}

const oldSpaceMb = 1024
const youngSpaceMb = 8

/** In a thread of this process: what fails there ends the thread. */
export function startThread(program: string, env: NodeJS.ProcessEnv, events: RunnerEvents): Runner {
  const resourceLimits = { maxOldGenerationSizeMb: oldSpaceMb, maxYoungGenerationSizeMb: youngSpaceMb }
  const thread = new Worker(program, { resourceLimits, env })
  // Nothing in the background is a reason for the process to stay.
  thread.unref()
  thread.on('message', message => events.onMessage(message as FromThread))
  thread.on('error', error => events.onFailure(error))
  thread.on('exit', () => events.onEnd())
  return {
    post: message => thread.postMessage(message),
    async end() {
      await thread.terminate()
    },
  }
}

/**
 * In a process of its own, for native code: what fails there ends the whole process, and so does ending a thread in the middle of
 * reading. It goes when this one does.
 */
export function startProcess(program: string, env: NodeJS.ProcessEnv, events: RunnerEvents): Runner {
  const child = fork(program, {
    env,
    execArgv: [`--max-old-space-size=${oldSpaceMb}`, `--max-semi-space-size=${youngSpaceMb}`],
    serialization: 'advanced',
    // Standard output belongs to the editor.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.unref()
  child.channel?.unref()
  child.on('message', message => events.onMessage(message as FromThread))
  child.on('error', error => events.onFailure(error))
  child.on('exit', () => events.onEnd())
  return {
    // Of one that has just ended `exit` tells.
    post: message => child.send(message, () => undefined),
    async end() {
      const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
      // Whoever waits for its end is not to end before.
      child.ref()
      if (child.kill('SIGKILL')) await ended
    },
  }
}
