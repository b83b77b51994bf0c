import fs from 'node:fs'
import path from 'node:path'
import { parse } from 'jsonc-parser'
import { emacsEglot } from './emacs-eglot.ts'
import { emacsLspMode } from './emacs-lsp-mode.ts'
import { helix } from './helix.ts'
import { kate } from './kate.ts'
import { languages } from './languages.ts'
import { neovim } from './neovim.ts'
import { sublime } from './sublime.ts'
import { vim } from './vim.ts'
import { zed } from './zed.ts'

const clients = path.resolve(import.meta.dirname, '../../../../clients')
const command = ['wayline', 'lsp', '--stdio']

const files = [
  ['neovim/wayline.lua', neovim],
  ['helix/languages.toml', helix],
  ['vim/wayline.vim', vim],
  ['emacs/eglot.el', emacsEglot],
  ['emacs/lsp-mode.el', emacsLspMode],
  ['kate/settings.json', kate],
  ['sublime/LSP.sublime-settings', sublime],
  ['zed/settings.json', zed],
] as const

/** As the file is formatted, white space of JSON means nothing. */
function plain(file: string, text: string): unknown {
  return /json$|settings$/.test(file) ? parse(text) : text
}

test.each(files)('clients/%s is what the command prints where `wayline` is on the PATH', (file, editor) => {
  const text = fs.readFileSync(path.join(clients, file), 'utf8')
  expect(plain(file, text)).toEqual(plain(file, editor.snippet(command)))
})

test('The extension for Zed serves every language that is named to other editors', () => {
  const text = fs.readFileSync(path.join(clients, 'zed/extension.toml'), 'utf8')
  const [, list = ''] = /^languages = \[([^\]]*)\]/m.exec(text) ?? []
  const served = [...list.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name)
  // Zed has one language for each pair of these.
  const isPartOfAnother = (id: string): boolean => id === 'javascriptreact'
  expect(served).toHaveLength(languages.filter(({ id }) => !isPartOfAnother(id)).length)
})
