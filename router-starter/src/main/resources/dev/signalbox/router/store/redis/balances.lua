
-- ARGV: budget, from, slot, limit, how many at most
-- Answers: for each account: subject, limit, used, reserved
local found = {}
for _, subject in ipairs(redis.call('SMEMBERS', root .. ':subjects:' .. ARGV[1])) do
  local name = account(ARGV[1], subject)
  found[#found + 1] = { subject, used(name, tonumber(ARGV[2]), tonumber(ARGV[3])), name }
end
table.sort(found, function(a, b)
  if a[2][1] ~= b[2][1] then return a[2][1] > b[2][1] end
  if a[2][2] ~= b[2][2] then return a[2][2] > b[2][2] end
  return a[1] < b[1]
end)
local answer = {}
for i = 1, math.min(#found, tonumber(ARGV[5])) do
  answer[#answer + 1] = found[i][1]
  answer[#answer + 1] = limit(ARGV[1], ARGV[4])
  answer[#answer + 1] = format(found[i][2])
  answer[#answer + 1] = format(reserved(found[i][3]))
end
return answer
