
-- ARGV: reservation, owner, then for each claim: budget, subject, from, slot, limit, hard, amount
-- Answers: granted, then for each claim: limit, used, reserved
local reservation, owner = ARGV[1], ARGV[2]
local record = root .. ':claims:' .. reservation
local known = redis.call('EXISTS', record) == 1
local count = (#ARGV - 2) / 7
local granted = true

local function balance(i)
  local at = 2 + (i - 1) * 7
  local name = account(ARGV[at + 1], ARGV[at + 2])
  local inforce = limit(ARGV[at + 1], ARGV[at + 5])
  return name, inforce, used(name, tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4])), reserved(name)
end

if not known then
  for i = 1, count do
    local at = 2 + (i - 1) * 7
    local name, inforce, spent, kept = balance(i)
    local left = minus(minus(minus(parse(inforce), spent), kept), parse(ARGV[at + 7]))
    if ARGV[at + 6] == '1' and negative(left) then granted = false end
  end
end

if granted and not known then
  redis.call('HSET', record, 'owner', owner, 'count', count)
  redis.call('SADD', root .. ':open:' .. owner, reservation)
  for i = 1, count do
    local at = 2 + (i - 1) * 7
    local name = account(ARGV[at + 1], ARGV[at + 2])
    redis.call('HSET', record, 'account' .. i, name, 'slot' .. i, ARGV[at + 4], 'amount' .. i, ARGV[at + 7],
      'settled' .. i, '0')
    redis.call('HINCRBY', root .. ':reserved:' .. name, owner, ARGV[at + 7])
    redis.call('SADD', root .. ':subjects:' .. ARGV[at + 1], ARGV[at + 2])
  end
end

local answer = { granted and '1' or '0' }
for i = 1, count do
  local name, inforce, spent, kept = balance(i)
  answer[#answer + 1] = inforce
  answer[#answer + 1] = format(spent)
  answer[#answer + 1] = format(kept)
end
return answer
