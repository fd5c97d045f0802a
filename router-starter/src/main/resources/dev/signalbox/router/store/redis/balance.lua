
-- ARGV: budget, subject, from, slot, limit
-- Answers: limit, used, reserved
local name = account(ARGV[1], ARGV[2])
return { limit(ARGV[1], ARGV[5]), format(used(name, tonumber(ARGV[3]), tonumber(ARGV[4]))), format(reserved(name)) }
