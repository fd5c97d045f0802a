
-- ARGV: budget, subject; without it all of them
local subjects = ARGV[2] and { ARGV[2] } or redis.call('SMEMBERS', root .. ':subjects:' .. ARGV[1])
for _, subject in ipairs(subjects) do
  redis.call('DEL', root .. ':used:' .. account(ARGV[1], subject))
end
return {}
