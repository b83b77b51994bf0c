import { spawn, type ChildProcess } from 'node:child_process'
import type { GuestOutput } from './guest.ts'

export interface RunProgramOptions {
  folder: string
  env: NodeJS.ProcessEnv
  /** It is ended after so many milliseconds. */
  patienceMs: number
  signal: AbortSignal
}

export type Ran = GuestOutput | { reason: 'not-started' | 'too-slow' | 'too-much' | 'killed' }

/** More than this is no list of findings, in bytes. */
const mostOutput = 64 * 1024 * 1024

/** Runs a program of the workspace to its end, without a shell, in a process group of its own: what it has started goes with it. Rejects when the signal aborts. */
export function runProgram(
  command: readonly string[],
  { folder, env, patienceMs, signal }: RunProgramOptions,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const [program = '', ...args] = command
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...env, CI: '1', NO_COLOR: '1', FORCE_COLOR: '0', TERM: 'dumb', PYTHONUTF8: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    })
    let ending: Exclude<Ran, GuestOutput>['reason'] | null = null
    let size = 0
    const output: Buffer[] = []
    const errors: Buffer[] = []
    const end = (reason: typeof ending): void => {
      ending ??= reason
      killAll(child)
    }
    const keep = (pieces: Buffer[]) => (piece: Buffer) => {
      size += piece.length
      if (size > mostOutput) end('too-much')
      else pieces.push(piece)
    }
    child.stdout.on('data', keep(output))
    child.stderr.on('data', keep(errors))
    const aborted = (): void => {
      killAll(child)
    }
    const timer = setTimeout(() => end('too-slow'), patienceMs)
    const settle = (ran: Ran): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', aborted)
      if (signal.aborted) reject(new Error('Cancelled.'))
      else resolve(ran)
    }
    signal.addEventListener('abort', aborted, { once: true })
    child.on('error', () => settle({ reason: 'not-started' }))
    child.on('close', code => {
      const text = (pieces: Buffer[]): string => Buffer.concat(pieces).toString('utf8')
      if (ending) settle({ reason: ending })
      else if (code === null) settle({ reason: 'killed' })
      else settle({ output: text(output), errors: text(errors), code })
    })
  })
}

function killAll(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // All of them have ended by themselves.
  }
}
