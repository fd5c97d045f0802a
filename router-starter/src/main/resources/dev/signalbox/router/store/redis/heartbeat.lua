
-- ARGV: owner, milliseconds to live
redis.call('ZADD', root .. ':owners', now + tonumber(ARGV[2]), ARGV[1])
return {}
