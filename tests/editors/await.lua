-- Waits for what can be seen; `finish` is told where it is never there, or something fails.
return function(finish)
  --- Calls `next` with what `look` returns, as soon as that is something.
  return function(what, look, next)
    local timer = vim.uv.new_timer()
    local tries = 0
    timer:start(0, 50, vim.schedule_wrap(function()
      if timer:is_closing() then return end
      tries = tries + 1
      local ok, found = pcall(look)
      if ok and found then
        timer:close()
        local went, problem = pcall(next, found)
        if not went then finish(problem) end
      elseif not ok or tries > 1600 then
        timer:close()
        finish(ok and ('There was never ' .. what) or found)
      end
    end))
  end
end
