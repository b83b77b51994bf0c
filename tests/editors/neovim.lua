-- Drives a Neovim without a screen: opens a file, goes to the end of a line, types, waits for ghost text, and takes it.
-- Keys go through the same queue as those of a keyboard. What was seen is written to a file as JSON.
local plan = vim.json.decode(os.getenv('WAYLINE_PLAN'))
local seen = { ghost = vim.NIL, lines = {}, messages = '' }

local function finish(problem)
  seen.problem = problem or vim.NIL
  seen.messages = vim.fn.execute('messages')
  seen.lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  vim.fn.writefile({ vim.json.encode(seen) }, plan.result)
  vim.cmd('qall!')
end

local await = dofile(vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2)) .. '/await.lua')(finish)

local function ghost_text()
  local namespace = vim.api.nvim_get_namespaces()['nvim.lsp.inline_completion']
  if not namespace then return nil end
  for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })) do
    local parts = {}
    for _, chunk in ipairs(mark[4].virt_text or {}) do parts[#parts + 1] = chunk[1] end
    for _, line in ipairs(mark[4].virt_lines or {}) do
      parts[#parts + 1] = '\n'
      for _, chunk in ipairs(line) do parts[#parts + 1] = chunk[1] end
    end
    if #parts > 0 then return table.concat(parts) end
  end
end

vim.opt.swapfile = false
vim.lsp.config('wayline', { init_options = { wayline = plan.settings }, settings = { wayline = plan.settings } })
vim.cmd.edit(plan.file)
await('a language server', function()
  local client = vim.lsp.get_clients({ name = 'wayline', bufnr = 0 })[1]
  return client and client.initialized
end, function()
  vim.api.nvim_win_set_cursor(0, { plan.line, 0 })
  vim.api.nvim_input('A' .. plan.typed)
  await('ghost text', ghost_text, function(ghost)
    seen.ghost = ghost
    local before = vim.api.nvim_buf_get_changedtick(0)
    vim.api.nvim_input(plan.accept)
    await('a change after accepting', function() return vim.api.nvim_buf_get_changedtick(0) ~= before end, function()
      -- One more turn, so that an edit in several steps is complete.
      vim.schedule(function() finish(nil) end)
    end)
  end)
end)
