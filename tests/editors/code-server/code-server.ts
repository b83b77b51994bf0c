import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { Home } from '../../src/home.ts'
import { runProcess, startProcess, type RunningProcess } from '../../src/processes.ts'
import { chromiumProgram } from '../chromium-program.mjs'
import { editorsFolder } from '../editors-folder.mjs'

/** VS Code's server for one user, with our extension installed. */
export interface CodeServer {
  url: string
  home: Home
  /** Ends it, and whatever it has started. */
  end(): Promise<void>
}

const program = path.join(editorsFolder(), 'code-server/node_modules/code-server/out/node/entry.js')

/** Why VS Code cannot be tried here, or null. */
export function noCodeServer(): string | null {
  if (!fs.existsSync(program)) return 'code-server could not be fetched'
  return chromiumProgram() === null ? 'Chromium could not be fetched' : null
}

/** Nothing that asks, advertises, or helps somebody who types. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'window.commandCenter': false,
  'window.confirmBeforeClose': 'never',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'chat.commandCenter.enabled': false,
  'editor.minimap.enabled': false,
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.wordBasedSuggestions': 'off',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.parameterHints.enabled': false,
  // Found wrong by us alone, so that what is counted is ours.
  'javascript.validate.enable': false,
  'typescript.validate.enable': false,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
}

/** Starts it on a free port, with the extension of these sources, and nothing of the real user's. */
export async function startCodeServer(home: Home, settings: object, env: NodeJS.ProcessEnv = {}): Promise<CodeServer> {
  const userData = path.join(home.folder, 'vscode')
  const configuration = path.join(home.folder, 'code-server.yaml')
  fs.writeFileSync(
    configuration,
    'bind-addr: 127.0.0.1:0\nauth: none\ndisable-telemetry: true\ndisable-update-check: true\n',
  )
  const folders = ['--user-data-dir', userData, '--extensions-dir', path.join(home.folder, 'extensions')]
  const args = ['--config', configuration, ...folders]
  const options = { env: { ...home.env, ...env } }
  const installed = await runProcess(program, [...args, '--install-extension', packedExtension()], options)
  if (installed.code !== 0)
    throw new Error(`The extension cannot be installed: ${installed.output} ${installed.errors}`)
  fs.mkdirSync(path.join(userData, 'User'), { recursive: true })
  fs.writeFileSync(path.join(userData, 'User/settings.json'), JSON.stringify({ ...quiet, ...settings }))
  const running = startProcess(program, args, options)
  const url = await Promise.race([addressOf(running), running.exited])
  if (typeof url !== 'string') throw new Error(`code-server ended before it listened: ${running.errors()}`)
  return {
    url,
    home,
    async end() {
      running.child.kill('SIGTERM')
      await running.exited
    },
  }
}

function addressOf({ child }: RunningProcess): Promise<string> {
  return new Promise(found => {
    let output = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const url = /HTTP server listening on (\S+?)\/?\s/.exec(output)?.[1]
      if (url !== undefined) found(url)
    })
  })
}

const extension = path.resolve(import.meta.dirname, '../../../clients/vscode')

/** The VSIX of these sources for this computer; it is packed once in a run. */
function packedExtension(): string {
  const dist = path.join(extension, 'dist')
  const before = newest(dist)
  if (before !== undefined && fs.statSync(before).mtimeMs > performance.timeOrigin) return before
  execFileSync('npm', ['run', 'package'], { cwd: extension, stdio: 'pipe' })
  const packed = newest(dist)
  if (packed === undefined) throw new Error('No VSIX was packed.')
  return packed
}

function newest(folder: string): string | undefined {
  if (!fs.existsSync(folder)) return undefined
  const files = fs.readdirSync(folder).filter(name => name.endsWith('.vsix'))
  const age = (file: string): number => fs.statSync(file).mtimeMs
  return files.map(name => path.join(folder, name)).toSorted((one, other) => age(other) - age(one))[0]
}
