import fs from 'node:fs'
import path from 'node:path'
import { helix } from './helix.ts'
import { neovim } from './neovim.ts'
import { vim } from './vim.ts'

const clients = path.resolve(import.meta.dirname, '../../../../clients')

test.each([
  ['neovim/wayline.lua', neovim],
  ['helix/languages.toml', helix],
  ['vim/wayline.vim', vim],
] as const)('clients/%s is what the command prints where `wayline` is on the PATH', (file, editor) => {
  expect(fs.readFileSync(path.join(clients, file), 'utf8')).toBe(editor.snippet(['wayline', 'lsp', '--stdio']))
})
