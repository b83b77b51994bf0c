import { fork, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { addDependency, type Dependencies } from '../dependencies.ts'
import { isWanted, type Finding, type Range } from '../finding.ts'
import type { Lines } from '../function-excerpt.ts'
import type { FunctionMetrics } from '../metrics/function-metrics.ts'
import type { OfferedRefactoring } from '../refactorings/refactorings-at.ts'
import type { RuleInfo } from '../rule-info.ts'
import type { SourceText } from '../subject.ts'
import type { DiagnosisSetup, FromDiagnoser, FunctionFindings, ToDiagnoser, Work, WorkAnswer } from './messages.ts'

/** Diagnoses files in processes of their own: no key waits for them, and a rule or a grammar that fails ends nothing else. */
export interface Diagnosers {
  /**
   * The findings of a file, but for those that its comments suppress; their fixes are not verified. Files wait in the order in which
   * they come, except that `isUrgent` ones come first. Rejects as soon as the signal aborts, and when the process ended at this file.
   */
  diagnose(source: SourceText, options?: TaskOptions): Promise<Finding[]>
  /** The same of the function that lines are in, sooner; null where they are in none. */
  diagnoseFunction(source: SourceText, lines: Lines, options?: TaskOptions): Promise<FunctionFindings | null>
  /** ERROR and MISSING nodes of a text; null where it cannot be parsed. Waits and rejects as `diagnose` does. */
  countErrors(source: SourceText, options?: TaskOptions): Promise<number | null>
  /** What others have found in a file, with marks at what its comments suppress. */
  suppress(source: SourceText, findings: Finding[], options?: TaskOptions): Promise<Finding[]>
  /** The functions of a file with their figures. */
  measure(source: SourceText, options?: TaskOptions): Promise<FunctionMetrics[]>
  /** What makes the function at a place simpler. */
  refactorings(source: SourceText, range: Range, options?: TaskOptions): Promise<OfferedRefactoring[]>
  /** What there is to say of every rule, ours and those of the setup's folders. */
  rules(options?: TaskOptions): Promise<RuleInfo[]>
  dispose(): void
}

export interface TaskOptions {
  signal?: AbortSignal
  isUrgent?: boolean
  /** Findings that comments of the file suppress are wanted too, marked as such. */
  withSuppressed?: boolean
  /** Takes the other files that the findings depend on. */
  dependencies?: Dependencies
}

export interface DiagnosersOptions {
  setup: DiagnosisSetup
  /** Most processes at once. They start when there is something to do. */
  processes: number
  log: (message: string) => void
  /** A process that takes longer for one file is ended, in milliseconds: the file is hostile, or meets an error of ours. */
  patienceMs?: number
  /** A process with nothing to do for so long is ended, in milliseconds; the next file starts another. */
  idleMs?: number
  /** Room for new objects in each process, in MiB: the more, the less time goes into tidying up. Left out, little is taken. */
  youngSpaceMb?: number
  program?: string
  /** Calls back later; the returned function takes it back. */
  after?: (delayMs: number, run: () => void) => () => void
}

interface Task {
  id: number
  work: Work
  /** Runs while a process is at it. */
  timer?: NodeJS.Timeout
  resolve: (answer: WorkAnswer) => void
  reject: (error: Error) => void
}

/** Room for the largest files; a process that needs more ends, and its file is named. */
const oldSpaceMb = 1024

/** Where the build has put the program: beside the language server's, or beside the sources in tests. */
export function diagnosisProgram(): string {
  const here = path.dirname(fileURLToPath(import.meta.url))
  const beside = path.join(here, 'diagnosis.cjs')
  return fs.existsSync(beside) ? beside : path.join(here, '../../../dist/diagnosis.cjs')
}

export function createDiagnosers({
  setup,
  processes,
  log,
  patienceMs = 60_000,
  idleMs = Infinity,
  youngSpaceMb,
  program = diagnosisProgram(),
  after = later,
}: DiagnosersOptions): Diagnosers {
  const waiting: Task[] = []
  /** Take back the end of a process that has nothing to do. */
  const resting = new Map<ChildProcess, () => void>()
  const running = new Map<ChildProcess, Task | null>()
  let last = 0
  let isDisposed = false

  function start(): ChildProcess {
    const child = fork(program, {
      execArgv: [
        `--max-old-space-size=${oldSpaceMb}`,
        ...(youngSpaceMb === undefined
          ? []
          : [`--min-semi-space-size=${youngSpaceMb}`, `--max-semi-space-size=${youngSpaceMb}`]),
      ],
      serialization: 'advanced',
      // Standard output belongs to the editor, or to whoever reads the findings.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    running.set(child, null)
    let hasEnded = false
    const ended = (reason: string): void => {
      if (hasEnded) return
      hasEnded = true
      const task = running.get(child)
      running.delete(child)
      wake(child)
      clearTimeout(task?.timer)
      task?.reject(
        new Error(`Diagnosis ended at ${'source' in task.work ? task.work.source.path : 'its rules'}: ${reason}`),
      )
      next()
    }
    child.on('message', message => received(child, message as FromDiagnoser))
    child.on('error', error => ended(error.message))
    child.on('exit', (code, signal) => ended(signal ?? `exit code ${code ?? 0}`))
    send(child, { type: 'setup', setup })
    return child
  }

  function received(child: ChildProcess, message: FromDiagnoser): void {
    if (message.type === 'log') {
      log(message.message)
      return
    }
    const task = running.get(child)
    if (task?.id !== message.id) return
    clearTimeout(task.timer)
    running.set(child, null)
    if (message.type === 'failure') task.reject(new Error(message.message))
    else task.resolve(message)
    next()
  }

  function next(): void {
    while (waiting.length > 0 && !isDisposed) {
      const free = [...running].find(([, task]) => task === null)?.[0]
      const child = free ?? (running.size < processes ? start() : null)
      const task = child && waiting.shift()
      if (!child || !task) break
      running.set(child, task)
      wake(child)
      task.timer = setTimeout(() => child.kill('SIGKILL'), patienceMs).unref()
      send(child, { ...task.work, id: task.id })
    }
    // A process at work is what its caller waits for; an idle one is no reason to stay.
    for (const [child, task] of running) {
      if (task) hold(child)
      else {
        letGo(child)
        rest(child)
      }
    }
  }

  function rest(child: ChildProcess): void {
    if (idleMs === Infinity || resting.has(child)) return
    const end = (): void => {
      running.delete(child)
      resting.delete(child)
      child.kill('SIGKILL')
    }
    resting.set(child, after(idleMs, end))
  }

  function wake(child: ChildProcess): void {
    resting.get(child)?.()
    resting.delete(child)
  }

  function run(work: Work, { signal, isUrgent = false }: TaskOptions = {}): Promise<WorkAnswer> {
    return new Promise((resolve, reject) => {
      if (isDisposed || signal?.aborted) {
        reject(signal?.aborted ? new Error('Cancelled.') : new Error('Diagnosis has ended.'))
        return
      }
      const settled = (): void => signal?.removeEventListener('abort', aborted)
      const task: Task = {
        id: ++last,
        work,
        resolve(answer) {
          settled()
          resolve(answer)
        },
        reject(error) {
          settled()
          reject(error)
        },
      }
      // A file that is being read is read to its end, which is soon; its findings go nowhere.
      const aborted = (): void => {
        const place = waiting.indexOf(task)
        if (place >= 0) waiting.splice(place, 1)
        task.reject(new Error('Cancelled.'))
      }
      signal?.addEventListener('abort', aborted, { once: true })
      if (isUrgent) waiting.unshift(task)
      else waiting.push(task)
      next()
    })
  }

  return {
    async diagnose(source, options) {
      const answer = await run({ type: 'diagnose', source }, options)
      if (answer.type !== 'findings') return []
      if (options?.dependencies)
        for (const [file, state] of answer.dependencies) addDependency(options.dependencies, file, state)
      return options?.withSuppressed ? answer.findings : answer.findings.filter(isWanted)
    },
    async diagnoseFunction(source, lines, options) {
      const answer = await run({ type: 'diagnose-function', source, lines }, options)
      if (answer.type !== 'function-findings' || !answer.found) return null
      return { ...answer.found, findings: answer.found.findings.filter(isWanted) }
    },
    async countErrors(source, options) {
      const answer = await run({ type: 'count-errors', source }, options)
      return answer.type === 'errors' ? answer.errors : null
    },
    async suppress(source, findings, options) {
      const answer = await run({ type: 'suppress', source, findings }, options)
      return answer.type === 'findings' ? answer.findings : []
    },
    async measure(source, options) {
      const answer = await run({ type: 'measure', source }, options)
      return answer.type === 'functions' ? answer.functions : []
    },
    async refactorings(source, range, options) {
      const answer = await run({ type: 'refactor', source, range }, options)
      return answer.type === 'refactorings' ? answer.refactorings : []
    },
    async rules(options) {
      const answer = await run({ type: 'catalog' }, options)
      return answer.type === 'rules' ? answer.rules : []
    },
    dispose() {
      isDisposed = true
      for (const task of waiting.splice(0)) task.reject(new Error('Diagnosis has ended.'))
      for (const child of [...resting.keys()]) wake(child)
      for (const child of running.keys()) child.kill('SIGKILL')
    },
  }
}

function later(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs).unref()
  return () => clearTimeout(timer)
}

function send(child: ChildProcess, message: ToDiagnoser): void {
  // Of one that has just ended `exit` tells.
  child.send(message, () => undefined)
}

function hold(child: ChildProcess): void {
  child.ref()
  child.channel?.ref()
}

function letGo(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}
