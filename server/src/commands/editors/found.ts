import fs from 'node:fs'
import path from 'node:path'
import type { Surroundings } from './target.ts'

/** How an editor is known: its programs, its application on macOS, and a folder that it makes in the user's home. */
interface Traces {
  programs: string[]
  applications?: string[]
  folders?: string[]
}

const traces: Record<string, Traces> = {
  vscode: {
    programs: ['code', 'codium', 'cursor', 'code-insiders', 'code-server'],
    applications: ['Visual Studio Code', 'VSCodium', 'Cursor'],
  },
  jetbrains: {
    programs: ['idea', 'goland', 'pycharm', 'phpstorm', 'webstorm', 'clion', 'rider', 'rubymine'],
    applications: ['IntelliJ IDEA', 'IntelliJ IDEA CE', 'GoLand', 'PyCharm', 'PhpStorm', 'WebStorm', 'CLion', 'Rider'],
    folders: ['.config/JetBrains', 'Library/Application Support/JetBrains', 'AppData/Roaming/JetBrains'],
  },
  neovim: { programs: ['nvim'] },
  helix: { programs: ['hx', 'helix'] },
  'emacs-eglot': { programs: ['emacs'], applications: ['Emacs'] },
  'emacs-lsp-mode': { programs: ['emacs'], applications: ['Emacs'] },
  vim: { programs: ['vim', 'gvim'], applications: ['MacVim'] },
  zed: { programs: ['zed', 'zeditor', 'zedit'], applications: ['Zed'] },
  kate: { programs: ['kate'], applications: ['kate'] },
  sublime: { programs: ['subl', 'sublime_text'], applications: ['Sublime Text'] },
}

/** Where an editor was found on this computer, or null. Nothing is started. */
export function findOnComputer(id: string, surroundings: Surroundings): string | null {
  const { home, platform } = surroundings
  const { programs = [], applications = [], folders = [] } = traces[id] ?? {}
  const program = programs.map(name => onPath(name, surroundings)).find(file => file !== null)
  if (program) return program
  const bundles =
    platform === 'darwin'
      ? applications.flatMap(name =>
          ['/Applications', path.join(home, 'Applications')].map(at => path.join(at, `${name}.app`)),
        )
      : []
  return [...bundles, ...folders.map(folder => path.join(home, folder))].find(file => fs.existsSync(file)) ?? null
}

/** The programs of VS Code and its relatives that are on the path: each installs extensions. */
export function programsOfVscode(surroundings: Surroundings): string[] {
  return (traces['vscode']?.programs ?? []).flatMap(name => onPath(name, surroundings) ?? [])
}

function onPath(name: string, { env, platform }: Surroundings): string | null {
  const endings = platform === 'win32' ? ['.exe', '.cmd', '.bat'] : ['']
  const folders = (env['PATH'] ?? '').split(platform === 'win32' ? ';' : ':').filter(folder => path.isAbsolute(folder))
  const files = folders.flatMap(folder => endings.map(ending => path.join(folder, name + ending)))
  return files.find(file => fs.statSync(file, { throwIfNoEntry: false })?.isFile()) ?? null
}
