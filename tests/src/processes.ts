import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Files of the built program, which whole-program tests run as a user would. */
export const programs = {
  wayline: fileURLToPath(new URL('../../server/bin/wayline.cjs', import.meta.url)),
  gateway: fileURLToPath(new URL('../../inference/dist/gateway.js', import.meta.url)),
}

export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface RunningProcess {
  child: ChildProcess
  pid: number
  exited: Promise<Exit>
  /** Everything it has written to standard error so far. */
  errors(): string
}

export interface Finished extends Exit {
  output: string
  errors: string
}

const started = new Set<RunningProcess>()

/** Starts a Node program. It is ended by `endProcesses` at the latest. */
export function startProcess(
  program: string,
  args: string[],
  options: { env: NodeJS.ProcessEnv; cwd?: string; stdio?: StdioOptions; detached?: boolean },
): RunningProcess {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'pipe'], ...options })
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text))
  // A pipe breaks when a test kills what reads from it; the exit tells all there is to know.
  child.stdin?.on('error', () => undefined)
  const exited = new Promise<Exit>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      resolve({ code, signal })
    })
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${program} could not be started`)
  const running = { child, pid, exited, errors: () => errors }
  started.add(running)
  void exited.finally(() => started.delete(running))
  return running
}

/** Runs a Node program to its end, with `input` on its standard input. */
export async function runProcess(
  program: string,
  args: string[],
  options: { env: NodeJS.ProcessEnv; cwd?: string; input?: string },
): Promise<Finished> {
  const { input, ...rest } = options
  const running = startProcess(program, args, rest)
  let output = ''
  running.child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text))
  running.child.stdin?.end(input ?? '')
  // Its last words may arrive after its end.
  const [exit] = await Promise.all([running.exited, new Promise(closed => running.child.once('close', closed))])
  return { ...exit, output, errors: running.errors() }
}

/** Ends whatever `startProcess` started and still runs; for `afterEach`. */
export async function endProcesses(): Promise<void> {
  await Promise.all(
    [...started].map(running => {
      running.child.kill('SIGKILL')
      return running.exited
    }),
  )
}

/** Whether a process runs; one that has ended and only waits to be collected by its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    // There is no such process.
    return false
  }
  return statOf(pid)[0] !== 'Z'
}

/**
 * Resolves when a process that is no child of ours has ended. The system tells such an end to nobody but the parent, so
 * this looks again and again; how long it takes is limited by the test's own limit.
 */
export async function ended(pid: number): Promise<void> {
  await until(() => !isRunning(pid))
}

/** Resolves when a condition of the outside world holds that raises no event. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(again => setTimeout(again, 20))
}

/** The processes whose environment has `name` set to `value`: everything that a test with a home of its own has begun. */
export function processesWith(name: string, value: string): number[] {
  if (process.platform !== 'linux') return []
  const entry = `${name}=${value}`
  return allProcesses().filter(pid => environmentOf(pid).includes(entry) && isRunning(pid))
}

/** The processes that a process has started and that still run. */
export function childrenOf(pid: number): number[] {
  if (process.platform !== 'linux') return []
  return allProcesses().filter(candidate => statOf(candidate)[1] === String(pid) && isRunning(candidate))
}

function allProcesses(): number[] {
  return fs
    .readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
}

function environmentOf(pid: number): string[] {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    // It has ended meanwhile, or belongs to another user.
    return []
  }
}

/** State, parent and so on of a process: what Linux tells after its name; empty where it tells nothing. */
function statOf(pid: number): string[] {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name is in parentheses and may contain blanks.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    // It has ended meanwhile, or this is not Linux.
    return []
  }
}

/** How many files and folders a process has the system watch for it; null where the system does not tell. */
export function watchesOf(pid: number): number | null {
  if (process.platform !== 'linux') return null
  const folder = `/proc/${pid}/fdinfo`
  return fs
    .readdirSync(folder)
    .map(name => infoOf(`${folder}/${name}`).match(/^inotify wd:/gm)?.length ?? 0)
    .reduce((sum, count) => sum + count, 0)
}

function infoOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    // It has been closed meanwhile.
    return ''
  }
}
