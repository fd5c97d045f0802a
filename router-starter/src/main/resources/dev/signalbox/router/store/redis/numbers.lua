-- Amounts are 64-bit, Lua's numbers have 53: they are counted in two halves, and only Redis itself adds them as they are.
local BASE = 1000000000

local function parse(text)
  if not text then return { 0, 0 } end
  local negative = string.sub(text, 1, 1) == '-'
  local digits = negative and string.sub(text, 2) or text
  local high = tonumber(string.sub(digits, 1, -10)) or 0
  local low = tonumber(string.sub(digits, -9))
  if negative then return { -high, -low } end
  return { high, low }
end

local function normal(high, low)
  high = high + math.floor(low / BASE)
  return { high, low % BASE }
end

local function plus(a, b)
  return normal(a[1] + b[1], a[2] + b[2])
end

local function minus(a, b)
  return normal(a[1] - b[1], a[2] - b[2])
end

local function negative(a)
  return a[1] < 0
end

local function format(a)
  if a[1] < 0 then
    local positive = normal(-a[1], -a[2])
    return '-' .. format(positive)
  end
  if a[1] == 0 then return string.format('%d', a[2]) end
  return string.format('%d%09d', a[1], a[2])
end

local root = KEYS[1]
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)

local function alive(owner)
  local till = redis.call('ZSCORE', root .. ':owners', owner)
  return till and tonumber(till) > now
end

-- An account is the length of its budget's name, and both names.
local function account(budget, subject)
  return #budget .. ':' .. budget .. subject
end

local function used(name, from, slot)
  local sum = { 0, 0 }
  local slots = redis.call('HGETALL', root .. ':used:' .. name)
  for i = 1, #slots, 2 do
    local at = tonumber(slots[i])
    if at >= from and at <= slot then sum = plus(sum, parse(slots[i + 1])) end
  end
  return sum
end

local function reserved(name)
  local sum = { 0, 0 }
  local owners = redis.call('HGETALL', root .. ':reserved:' .. name)
  for i = 1, #owners, 2 do
    if alive(owners[i]) then sum = plus(sum, parse(owners[i + 1])) end
  end
  return sum
end

local function limit(budget, configured)
  return redis.call('HGET', root .. ':limits', budget) or configured
end
