import type { Editor } from './editor.ts'
import { quoted } from './notation.ts'

export const neovim: Editor = {
  id: 'neovim',
  name: 'Neovim',
  aliases: ['nvim'],
  notes: [
    'Neovim 0.12 shows ghost text: Tab takes it and stays Tab when there is none, Alt-] shows the next one.',
    'Neovim 0.11 shows suggestions in its completion menu instead.',
  ],
  place: '~/.config/nvim/plugin/wayline.lua',
  file: 'nvim/plugin/wayline.lua',
  tried: '`npm run test:editors` shows and accepts a suggestion in a real Neovim 0.12 with exactly these lines.',
  snippet: command => `vim.lsp.config('wayline', {
  cmd = { ${quoted(command, ', ')} },
  root_markers = { '.git', 'package.json', 'pyproject.toml', 'go.mod', 'Cargo.toml', 'pom.xml' },
})
vim.lsp.enable('wayline')

vim.api.nvim_create_autocmd('LspAttach', {
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if not client or client.name ~= 'wayline' then return end
    if not vim.lsp.inline_completion then
      -- Before Neovim 0.12: in the completion menu.
      vim.lsp.completion.enable(true, client.id, event.buf, { autotrigger = true })
      return
    end
    vim.lsp.inline_completion.enable(true, { bufnr = event.buf })
    vim.keymap.set('i', '<Tab>', function()
      if not vim.lsp.inline_completion.get() then return '<Tab>' end
    end, { buffer = event.buf, expr = true, desc = 'Take the suggestion' })
    vim.keymap.set('i', '<M-]>', function()
      vim.lsp.inline_completion.select()
    end, { buffer = event.buf, desc = 'Next suggestion' })
  end,
})
`,
}
