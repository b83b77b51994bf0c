local price = require("shop.price")
local M = {}

-- The sum of all prices.
function M.total(basket, currency)
  local function add(a, b) return a + b end
  return 0
end

function M:add(item) end

M.load = function(path) return nil end

local function helper(x) end

return M
