
-- ARGV: what was read or nothing, what to keep, for how many milliseconds
-- Answers: 1 if nobody was faster
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return { '0' } end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return { '1' }
