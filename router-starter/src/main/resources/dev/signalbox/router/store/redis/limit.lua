
-- ARGV: budget, limit; without it the configured one is in force
if ARGV[2] then
  redis.call('HSET', root .. ':limits', ARGV[1], ARGV[2])
else
  redis.call('HDEL', root .. ':limits', ARGV[1])
end
return {}
