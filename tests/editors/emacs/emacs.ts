import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Home } from '../../src/home.ts'
import { programs, runProcess, until } from '../../src/processes.ts'
import { editorsFolder } from '../editors-folder.mjs'
import { noTerminal, openTerminal, type Terminal } from '../terminal.ts'

/** A real Emacs in a terminal. */
export interface Emacs {
  terminal: Terminal
  /** What a Lisp expression gives in the buffer that is shown, as JSON. */
  evaluate(lisp: string): Promise<unknown>
  /** Waits until a Lisp expression gives something else than nil, and tells what. */
  until(lisp: string): Promise<unknown>
  /** Types the name of a command, as `M-x` takes it. */
  command(name: string): Promise<void>
  /** Waits until Emacs has said something in its bottom line, be it there still or not. */
  said(wanted: RegExp): Promise<void>
  /** The text of the buffer that is shown. */
  text(): Promise<string>
  close(): void
}

export interface EmacsOptions {
  home: Home
  /** Whose lines `wayline editors NAME --write` puts into the user's file. */
  setup: 'emacs-eglot' | 'emacs-lsp-mode'
  /** What else stands in the user's file. */
  init: string
  file: string
}

const folder = path.join(editorsFolder(), 'emacs')
const root = path.join(folder, 'root')
const emacsRun = path.join(folder, 'run')

/** Why there is no Emacs here, or null. */
export function noEmacs(): string | null {
  if (!fs.existsSync(emacsRun)) return 'Emacs could not be fetched from Debian testing'
  return noTerminal()
}

/** Opens a file in a real Emacs that starts as the user's would. */
export async function openEmacs({ home, setup, init, file }: EmacsOptions): Promise<Emacs> {
  const configuration = path.join(home.folder, '.emacs.d')
  fs.mkdirSync(configuration)
  fs.writeFileSync(
    path.join(configuration, 'init.el'),
    `${init}
`,
  )
  const written = await runProcess(programs.wayline, ['editors', setup, '--write'], { env: home.env })
  if (written.code !== 0) throw new Error(written.errors)
  const { image, programs: helpers, data, lisp } = partsOfEmacs()
  // Emacs takes no folder of sockets that others can read.
  const server = path.join(home.folder, 'emacs-server')
  fs.mkdirSync(server, { mode: 0o700 })
  const env = {
    ...home.env,
    EMACSLOADPATH: `${path.dirname(fileURLToPath(import.meta.url))}:${lisp}`,
    EMACSPATH: helpers,
    EMACSDATA: data,
    EMACSDOC: data,
    WAYLINE_EMACS_PACKAGES: path.join(root, 'usr/share/emacs/site-lisp/elpa-src'),
    WAYLINE_EMACS_SERVER: server,
  }
  const command = [emacsRun, 'emacs-nox', `--dump-file=${image}`, '-nw', file]
  const terminal = openTerminal({ command, cwd: home.project, env, columns: 120 })

  async function evaluate(lisp: string): Promise<unknown> {
    const shown = `(with-current-buffer (window-buffer (selected-window)) (wayline-test-tell ${lisp}))`
    const args = ['emacsclient.emacs', `--socket-name=${path.join(server, 'server')}`, '--eval', shown]
    const { stdout } = await promisify(execFile)(emacsRun, args, { env, timeout: 20_000 })
    return JSON.parse(Buffer.from(stdout.trim().slice(1, -1), 'base64').toString())
  }
  const emacs: Emacs = {
    terminal,
    evaluate,
    async until(lisp) {
      const found: { value: unknown } = { value: null }
      await soon(lisp, async () => {
        found.value = await evaluate(lisp)
        return found.value !== null && found.value !== false
      })
      return found.value
    },
    async command(name) {
      await terminal.press('M-x')
      await terminal.type(name)
      await terminal.press('Enter')
    },
    said: wanted =>
      soon(`a message like ${String(wanted)}`, async () =>
        wanted.test(String(await evaluate('(with-current-buffer "*Messages*" (buffer-string))'))),
      ),
    text: async () => String(await evaluate('(buffer-substring-no-properties (point-min) (point-max))')),
    close: () => terminal.close(),
  }
  await terminal.shows(path.basename(file))
  await soon('a server of Emacs', () => fs.existsSync(path.join(server, 'server')))
  return emacs
}

/** Like `until`, but fails where something never comes, so that a test tells what it has waited for. */
export async function soon(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const limit = AbortSignal.timeout(40_000)
  const state = { isThere: false }
  await until(async () => {
    state.isThere = await holds()
    return state.isThere || limit.aborted
  })
  if (!state.isThere) throw new Error(`There was never ${what}`)
}

/** Where a version of Emacs keeps its parts. */
function partsOfEmacs(): { image: string; programs: string; data: string; lisp: string } {
  const only = (folder: string, name: RegExp): string => {
    const [found] = fs.readdirSync(folder).filter(candidate => name.test(candidate))
    if (found === undefined) throw new Error(`there is no ${String(name)} in ${folder}`)
    return path.join(folder, found)
  }
  const version = only(path.join(root, 'usr/libexec/emacs'), /^\d/)
  const programs = only(version, /linux/)
  const shared = path.join(root, 'usr/share/emacs', path.basename(version))
  return {
    image: only(programs, /^emacs-.*\.pdmp$/),
    programs,
    data: path.join(shared, 'etc'),
    lisp: path.join(shared, 'lisp'),
  }
}

/** Settings as a property list. */
export function lispOf(value: unknown): string {
  if (value === true) return 't'
  if (value === false) return ':json-false'
  if (Array.isArray(value)) return `[${value.map(lispOf).join(' ')}]`
  if (typeof value === 'object' && value !== null)
    return `(${Object.entries(value)
      .map(([key, one]) => `:${key} ${lispOf(one)}`)
      .join(' ')})`
  return JSON.stringify(value)
}
