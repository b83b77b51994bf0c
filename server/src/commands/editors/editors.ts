import type { Editor } from './editor.ts'
import { emacsEglot } from './emacs-eglot.ts'
import { emacsLspMode } from './emacs-lsp-mode.ts'
import { helix } from './helix.ts'
import { jetbrains } from './jetbrains.ts'
import { kate } from './kate.ts'
import { neovim } from './neovim.ts'
import { sublime } from './sublime.ts'
import { vim } from './vim.ts'
import { vscode } from './vscode.ts'
import { zed } from './zed.ts'

/** Every editor that `wayline editors` knows. Another one is a file beside this and a word in this list. */
export const editors: Editor[] = [vscode, jetbrains, neovim, helix, emacsEglot, emacsLspMode, vim, zed, kate, sublime]

/** By its name, the start or the end of it, or what else it is called; null if it is not known. */
export function findEditor(name: string): Editor | null {
  const wanted = name.toLowerCase()
  return (
    editors.find(({ id, aliases }) => id === wanted || aliases?.includes(wanted)) ??
    editors.find(({ id }) => wanted !== '' && (id.startsWith(wanted) || id.endsWith(wanted))) ??
    null
  )
}
