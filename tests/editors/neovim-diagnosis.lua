-- Drives a Neovim without a screen: waits for what is wrong with a file, hovers, applies a code action, and fixes the rest.
-- What was seen is written to a file as JSON.
local plan = vim.json.decode(os.getenv('WAYLINE_PLAN'))
local seen = { diagnostics = {}, hover = {}, fixed = {}, all = {}, messages = '' }

local function lines() return vim.api.nvim_buf_get_lines(0, 0, -1, false) end

local function finish(problem)
  seen.problem = problem or vim.NIL
  seen.messages = vim.fn.execute('messages')
  vim.fn.writefile({ vim.json.encode(seen) }, plan.result)
  vim.cmd('qall!')
end

local await = dofile(vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2)) .. '/await.lua')(finish)

local function floating_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
    end
  end
end

--- Applies the one code action that fits, and goes on when the text is another.
local function apply(options, next)
  local before = table.concat(lines(), '\n')
  vim.lsp.buf.code_action(vim.tbl_extend('force', options, { apply = true }))
  await('a change by a code action', function() return table.concat(lines(), '\n') ~= before end, function() next(lines()) end)
end

-- What is unpacked for tests has no parser for Markdown; a hover needs none.
local start = vim.treesitter.start
vim.treesitter.start = function(...) pcall(start, ...) end

vim.opt.swapfile = false
vim.lsp.config('wayline', { init_options = { wayline = plan.settings }, settings = { wayline = plan.settings } })
vim.cmd.edit(plan.file)
await('a finding', function()
  local found = vim.diagnostic.get(0)
  return #found >= plan.findings and found
end, function(found)
  for _, one in ipairs(found) do
    seen.diagnostics[#seen.diagnostics + 1] = { line = one.lnum, code = one.code, source = one.source }
  end
  vim.api.nvim_win_set_cursor(0, { plan.line, plan.column })
  vim.lsp.buf.hover()
  await('a hover', floating_text, function(text)
    seen.hover = text
    vim.cmd('fclose!')
    vim.api.nvim_win_set_cursor(0, { plan.line, plan.column })
    apply({ filter = function(action) return vim.startswith(action.title, plan.action) end }, function(fixed)
      seen.fixed = fixed
      apply({ context = { only = { 'source.fixAll' }, diagnostics = {} } }, function(all)
        seen.all = all
        finish(nil)
      end)
    end)
  end)
end)
