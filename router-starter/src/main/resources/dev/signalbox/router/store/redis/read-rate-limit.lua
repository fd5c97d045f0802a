
-- Answers: what is kept or nothing, and the time in microseconds
local time = redis.call('TIME')
return { redis.call('GET', KEYS[1]) or '', time[1] .. string.format('%06d', tonumber(time[2])) }
