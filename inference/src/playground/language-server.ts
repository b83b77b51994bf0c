import { spawn } from 'node:child_process'
import { createFrameReader, framed } from './framed-messages.ts'

/** A language server that runs for one page. */
export interface LanguageServer {
  send(message: object): void
  /** Bytes that it has not read yet. */
  backlog(): number
  /** Asks it to end, and has it killed if it does not. Resolves once it has ended. */
  end(): Promise<void>
}

export interface LanguageServerOptions {
  /** Program and arguments. */
  command: readonly string[]
  /** Its working directory. */
  root: string
  /** Home folder of its own, so that it reads and writes nothing of this user's. */
  home: string
  onMessage: (message: unknown) => void
  /** Called once, with what it did not survive, or null where it was asked to end. */
  onEnd: (failure: string | null) => void
}

/** How starts and ends are made; tests bring their own. */
export type StartLanguageServer = (options: LanguageServerOptions) => LanguageServer

const largestMessage = 32 * 1024 * 1024
const patienceMs = 2000
/** What a program needs of the environment to run at all. Nothing that says anything of this user, and no key, is passed on. */
const passedOn = [
  'PATH',
  'PATHEXT',
  'SystemRoot',
  'windir',
  'ComSpec',
  'TEMP',
  'TMP',
  'TMPDIR',
  'LANG',
  'LC_ALL',
  'ELECTRON_RUN_AS_NODE',
]

/** Starts the program that the gateway was told of. That it is a language server is all that is known of it. */
export const startLanguageServer: StartLanguageServer = ({ command, root, home, onMessage, onEnd }) => {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    cwd: root,
    env: environmentOf(process.env, home),
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  })
  let isAsked = false
  let failure: string | null = null
  const ended = new Promise<void>(resolve => {
    child.once('error', error => finish(`It cannot be started: ${error.message}`))
    child.once('exit', (code, signal) => finish(isAsked ? null : `It ended by itself (${signal ?? code ?? '?'}).`))
    let isOver = false
    function finish(reason: string | null): void {
      if (isOver) return
      isOver = true
      resolve()
      onEnd(isAsked ? null : (failure ?? reason))
    }
  })
  const reader = createFrameReader(onMessage, largestMessage)
  child.stdout.on('data', (chunk: Buffer) => {
    try {
      reader.push(chunk)
    } catch (error) {
      failure = `What it says cannot be read: ${error instanceof Error ? error.message : String(error)}`
      child.kill('SIGKILL')
    }
  })
  // A pipe breaks when the process goes, and its end tells all there is to know.
  child.stdin.on('error', () => undefined)
  return {
    send(message) {
      if (child.stdin.writable) child.stdin.write(framed(message))
    },
    backlog: () => child.stdin.writableLength,
    async end() {
      isAsked = true
      const impatient = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      if (child.stdin.writable) {
        child.stdin.write(framed({ jsonrpc: '2.0', id: 'gateway:shutdown', method: 'shutdown' }))
        child.stdin.end(framed({ jsonrpc: '2.0', method: 'exit' }))
      }
      await ended
      clearTimeout(impatient)
    },
  }
}

function environmentOf(env: NodeJS.ProcessEnv, home: string): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(passedOn.flatMap(name => (env[name] === undefined ? [] : [[name, env[name]]])))
  return {
    ...kept,
    HOME: home,
    USERPROFILE: home,
    APPDATA: home,
    LOCALAPPDATA: home,
    XDG_CACHE_HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_DATA_HOME: home,
    XDG_STATE_HOME: home,
  }
}
