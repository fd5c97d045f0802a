
-- ARGV: budget, the first slot that is kept, for how many milliseconds dead owners are known
for _, owner in ipairs(redis.call('ZRANGEBYSCORE', root .. ':owners', '-inf', now - tonumber(ARGV[3]))) do
  for _, reservation in ipairs(redis.call('SMEMBERS', root .. ':open:' .. owner)) do
    local record = root .. ':claims:' .. reservation
    for i = 1, tonumber(redis.call('HGET', record, 'count') or '0') do
      redis.call('HDEL', root .. ':reserved:' .. redis.call('HGET', record, 'account' .. i), owner)
    end
    redis.call('DEL', record)
  end
  redis.call('DEL', root .. ':open:' .. owner)
  redis.call('ZREM', root .. ':owners', owner)
end
for _, subject in ipairs(redis.call('SMEMBERS', root .. ':subjects:' .. ARGV[1])) do
  local name = account(ARGV[1], subject)
  for _, slot in ipairs(redis.call('HKEYS', root .. ':used:' .. name)) do
    if tonumber(slot) < tonumber(ARGV[2]) then redis.call('HDEL', root .. ':used:' .. name, slot) end
  end
  if redis.call('EXISTS', root .. ':used:' .. name) == 0 and redis.call('EXISTS', root .. ':reserved:' .. name) == 0 then
    redis.call('SREM', root .. ':subjects:' .. ARGV[1], subject)
  end
end
return {}
