import type { Editor } from './editor.ts'
import { quoted } from './notation.ts'

export const neovim: Editor = {
  id: 'neovim',
  name: 'Neovim',
  aliases: ['nvim'],
  notes: [
    'Neovim 0.12 shows ghost text: Tab takes it and stays Tab when there is none, Alt-] asks for others and shows the next one, Ctrl-] dismisses it.',
    'Neovim 0.11 shows suggestions in its completion menu instead.',
    ':Wayline runs commands, for example :Wayline diagnoseWorkspace and :Wayline stopDiagnosis.',
  ],
  place: '~/.config/nvim/plugin/wayline.lua',
  tried: '`npm run test:editors` does everything that Wayline offers in a real Neovim 0.12 with exactly these lines.',
  snippet: command => `vim.lsp.config('wayline', {
  cmd = { ${quoted(command, ', ')} },
  root_markers = { '.git', 'package.json', 'pyproject.toml', 'go.mod', 'Cargo.toml', 'pom.xml' },
})
vim.lsp.enable('wayline')

-- Alt-]: the next suggestion; where there is only one, others are asked for first. Neovim 0.12 has no public function for that yet.
local function next_suggestion()
  local known, capability = pcall(require, 'vim.lsp._capability')
  local completor = known and capability.all.inline_completion.active[vim.api.nvim_get_current_buf()]
  if not completor or not completor.request or completor:count_items() > 1 then return vim.lsp.inline_completion.select() end
  local had_one = completor.current ~= nil
  completor.handler = function(self, ...)
    self.handler = nil
    self:handler(...)
    if had_one and self:count_items() > 1 then vim.lsp.inline_completion.select() end
  end
  completor:request(vim.lsp.protocol.InlineCompletionTriggerKind.Invoked)
end

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
    vim.lsp.codelens.enable(true, { bufnr = event.buf })
    vim.keymap.set('i', '<Tab>', function()
      if vim.lsp.inline_completion.get() then return end
      return vim.snippet.active({ direction = 1 }) and '<Cmd>lua vim.snippet.jump(1)<CR>' or '<Tab>'
    end, { buffer = event.buf, expr = true, desc = 'Take the suggestion' })
    vim.keymap.set('i', '<M-]>', next_suggestion, { buffer = event.buf, desc = 'Next suggestion' })
    vim.keymap.set('i', '<C-]>', function()
      vim.lsp.inline_completion.enable(false, { bufnr = event.buf })
      vim.lsp.inline_completion.enable(true, { bufnr = event.buf })
    end, { buffer = event.buf, desc = 'Dismiss the suggestion' })
  end,
})

-- How far long work has come, in the line of messages.
if vim.lsp.inline_completion then
  vim.api.nvim_create_autocmd('LspProgress', {
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      local value = event.data.params.value
      if not client or client.name ~= 'wayline' then return end
      vim.api.nvim_echo({ { value.message or 'done' } }, false, {
        id = 'wayline.' .. event.data.params.token,
        kind = 'progress',
        source = 'wayline',
        title = value.title,
        status = value.kind == 'end' and 'success' or 'running',
        percent = value.percentage,
      })
    end,
  })
end

-- :Wayline showStatus, :Wayline diagnoseWorkspace, :Wayline stopDiagnosis and so on.
local function a_client()
  return vim.lsp.get_clients({ name = 'wayline', bufnr = 0 })[1] or vim.lsp.get_clients({ name = 'wayline' })[1]
end
vim.api.nvim_create_user_command('Wayline', function(call)
  local client = a_client()
  if not client then return vim.notify('Wayline runs as soon as a file is open.', vim.log.levels.WARN) end
  client:exec_cmd({ title = call.args, command = 'wayline.' .. call.args })
end, {
  nargs = 1,
  desc = 'Run a command of Wayline',
  complete = function(start)
    local client = a_client()
    local names = client and client.server_capabilities.executeCommandProvider.commands or {}
    local short = vim.tbl_map(function(name) return (name:gsub('^wayline%.', '')) end, names)
    return vim.tbl_filter(function(name) return vim.startswith(name, start) end, short)
  end,
})
`,
}
