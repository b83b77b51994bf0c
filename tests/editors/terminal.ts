import { execFile, execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { until } from '../src/processes.ts'
import { editorsFolder } from './editors-folder.mjs'

/** A terminal without a screen in which one program runs: keys go in, and what would be seen comes out. */
export interface Terminal {
  /** Types text as it stands. */
  type(text: string): Promise<void>
  /** Presses keys by tmux’ names, one after the other: `Enter`, `Escape`, `Tab`, `BSpace`, `Up`, `C-x`, `M-]`, or a character. */
  press(...keys: string[]): Promise<void>
  /** What is on the screen, lines without the blanks at their ends. */
  screen(): Promise<string>
  /** Waits until the screen shows something, and tells the whole of it. */
  shows(wanted: string | RegExp): Promise<string>
  /** Waits until the screen does not show something any more. */
  hides(unwanted: string | RegExp): Promise<string>
  /** Waits for anything else about the screen; `what` names it where it never comes. */
  screenWhere(what: string, holds: (screen: string) => boolean): Promise<string>
  /** The screen as the terminal would draw it: escape codes for its colours, and where the cursor stands. */
  drawing(): Promise<Drawing>
  /** Ends the program and all that it has started in here. */
  close(): void
}

/** A screen with its colours. */
export interface Drawing {
  /** Lines with escape codes (SGR) in them. */
  ansi: string
  columns: number
  rows: number
  /** Null where it is hidden. */
  cursor: { column: number; row: number } | null
}

export interface TerminalOptions {
  /** The program and its arguments, taken as they are: no shell reads them. */
  command: string[]
  cwd: string
  env: NodeJS.ProcessEnv
  columns?: number
  rows?: number
}

const tmux = path.join(editorsFolder(), 'tmux/run')
/** After this long something is never going to be seen; below the limit of a test, so that its failure shows the screen. */
const longestWaitMs = 20_000

/** Why there is no terminal here, or null. */
export function noTerminal(): string | null {
  return fs.existsSync(tmux) ? null : 'tmux could not be fetched from Debian testing'
}

/** Starts a program in a terminal of its own. */
export function openTerminal({ command, cwd, env, columns = 100, rows = 30 }: TerminalOptions): Terminal {
  // A socket, a configuration and a server for this terminal alone; the path of a socket must be short.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-tmux-'))
  const configuration = path.join(folder, 'tmux.conf')
  fs.writeFileSync(configuration, settings)
  const common = ['tmux', '-S', path.join(folder, 'socket'), '-f', configuration]
  const size = ['-x', String(columns), '-y', String(rows)]
  execFileSync(tmux, [...common, 'new-session', '-d', ...size, '-c', cwd, '--', ...command.map(plain)], {
    env: { ...env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', COLORTERM: 'truecolor' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })

  const run = async (...words: string[]): Promise<string> =>
    (await promisify(execFile)(tmux, [...common, ...words], { env })).stdout
  const capture = (): Promise<string> => run('capture-pane', '-p')

  async function screenWhere(what: string, holds: (screen: string) => boolean): Promise<string> {
    const limit = AbortSignal.timeout(longestWaitMs)
    const last = { screen: '', ended: '' }
    await until(async () => {
      // In this order: what a program writes before it ends is on the screen by then.
      if ((await run('display-message', '-p', '#{pane_dead}')).trim() === '1') last.ended = ' before the program ended'
      last.screen = await capture()
      return holds(last.screen) || last.ended !== '' || limit.aborted
    })
    if (holds(last.screen)) return last.screen
    throw new Error(`${what}${last.ended}. The screen was:\n${last.screen}`)
  }

  return {
    async type(text) {
      await run('send-keys', '-l', '--', plain(text))
    },
    async press(...keys) {
      await run('send-keys', '--', ...keys.map(plain))
    },
    screen: capture,
    shows: wanted => screenWhere(`The screen has never shown ${String(wanted)}`, screen => has(screen, wanted)),
    hides: unwanted => screenWhere(`The screen went on showing ${String(unwanted)}`, screen => !has(screen, unwanted)),
    screenWhere: (what, holds) => screenWhere(`There was never ${what}`, holds),
    async drawing() {
      const ansi = await run('capture-pane', '-p', '-e', '-N')
      const [isShown, column, row] = (await run('display-message', '-p', '#{cursor_flag} #{cursor_x} #{cursor_y}'))
        .trim()
        .split(' ')
        .map(Number)
      return { ansi, columns, rows, cursor: isShown === 1 ? { column: column ?? 0, row: row ?? 0 } : null }
    },
    close() {
      try {
        execFileSync(tmux, [...common, 'kill-server'], { env, stdio: 'ignore' })
      } catch {
        // It has been ended already, with everything else of its test.
      }
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The screen stays when the program ends, so that it can be told what it said last. */
const settings = `
set -s escape-time 0
set -s set-clipboard off
set -g default-terminal tmux-256color
set -g status off
set -g remain-on-exit on
set -g remain-on-exit-format ""
`

/** tmux takes a semicolon at the end of a word for the end of its own command. */
function plain(word: string): string {
  return word.replace(/;$/, '\\;')
}

function has(screen: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen)
}
