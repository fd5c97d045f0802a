
-- ARGV: reservation, closed, then for each claim all that was used so far
local record = root .. ':claims:' .. ARGV[1]
local owner = redis.call('HGET', record, 'owner')
if not owner then return {} end

local function left(amount, settled)
  local rest = minus(amount, settled)
  return negative(rest) and { 0, 0 } or rest
end

for i = 1, tonumber(redis.call('HGET', record, 'count')) do
  local name = redis.call('HGET', record, 'account' .. i)
  local amount = parse(redis.call('HGET', record, 'amount' .. i))
  local before = parse(redis.call('HGET', record, 'settled' .. i))
  local after = parse(ARGV[2 + i])
  local more = format(minus(after, before))
  if more ~= '0' then
    redis.call('HINCRBY', root .. ':used:' .. name, redis.call('HGET', record, 'slot' .. i), more)
  end
  local kept = ARGV[2] == '1' and { 0, 0 } or left(amount, after)
  local change = format(minus(kept, left(amount, before)))
  if change ~= '0' then
    local rest = redis.call('HINCRBY', root .. ':reserved:' .. name, owner, change)
    if rest == 0 then redis.call('HDEL', root .. ':reserved:' .. name, owner) end
  end
  redis.call('HSET', record, 'settled' .. i, ARGV[2 + i])
end

if ARGV[2] == '1' then
  redis.call('DEL', record)
  redis.call('SREM', root .. ':open:' .. owner, ARGV[1])
end
return {}
