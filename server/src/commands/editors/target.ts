import fs from 'node:fs'
import path from 'node:path'

/** What of the surroundings decides where editors keep what their users set. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  home: string
  platform: NodeJS.Platform
}

/** Where an editor's user keeps what connects Wayline, and what kind of place that is. */
export type Target =
  /** A file of ours alone, which the editor loads by itself. */
  | { kind: 'own file'; file: string }
  /** A file of the user's, in which a part between two comments is ours. */
  | { kind: 'block'; file: string; comment: string }
  /** A file of the user's in JSON, perhaps with comments, in which the entries at `depth` are ours. */
  | { kind: 'json'; file: string; depth: number }

/** Null where only the user's own hand can do it. */
export function targetOf(id: string, surroundings: Surroundings): Target | null {
  const { home, platform } = surroundings
  const configuration = configurationFolder(surroundings)
  switch (id) {
    case 'neovim':
      return { kind: 'own file', file: path.join(configuration.local, 'nvim/plugin/wayline.lua') }
    case 'helix':
      return { kind: 'block', file: path.join(configuration.roaming, 'helix/languages.toml'), comment: '#' }
    case 'vim':
      return {
        kind: 'own file',
        file: path.join(home, platform === 'win32' ? 'vimfiles' : '.vim', 'plugin/wayline.vim'),
      }
    case 'emacs-eglot':
    case 'emacs-lsp-mode':
      return { kind: 'block', file: emacsFile(surroundings), comment: ';;' }
    case 'kate':
      return { kind: 'json', file: path.join(configuration.local, 'kate/lspclient/settings.json'), depth: 2 }
    case 'sublime':
      return { kind: 'json', file: path.join(sublimeFolder(surroundings), 'LSP.sublime-settings'), depth: 2 }
    case 'jetbrains':
      return { kind: 'own file', file: path.join(configuration.local, 'wayline/lsp4ij-template/template.json') }
    default:
      return null
  }
}

/** Where programs keep what the user has set, by the custom of the system. On Windows some of it roams with the user. */
function configurationFolder({ env, home, platform }: Surroundings): { local: string; roaming: string } {
  const custom = env['XDG_CONFIG_HOME'] || path.join(home, '.config')
  if (platform !== 'win32') return { local: custom, roaming: custom }
  return { local: env['XDG_CONFIG_HOME'] || env['LOCALAPPDATA'] || custom, roaming: env['APPDATA'] || custom }
}

/** The first that Emacs would load. https://www.gnu.org/software/emacs/manual/html_node/emacs/Find-Init.html */
function emacsFile({ env, home, platform }: Surroundings): string {
  const start = platform === 'win32' ? env['HOME'] || env['APPDATA'] || home : home
  const single = ['.emacs', '.emacs.el'].map(name => path.join(start, name)).find(isThere)
  if (single !== undefined) return single
  const folder = path.join(start, '.emacs.d')
  const xdg = path.join(env['XDG_CONFIG_HOME'] || path.join(start, '.config'), 'emacs')
  return path.join(!isThere(folder) && isThere(xdg) ? xdg : folder, 'init.el')
}

function sublimeFolder({ env, home, platform }: Surroundings): string {
  if (platform === 'darwin') return path.join(home, 'Library/Application Support/Sublime Text/Packages/User')
  if (platform === 'win32') return path.join(env['APPDATA'] || home, 'Sublime Text/Packages/User')
  return path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'sublime-text/Packages/User')
}

/** Also a link to nowhere is there: somebody has put it there. */
function isThere(file: string): boolean {
  return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined
}
