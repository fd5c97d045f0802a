create index agent_approval_kept on agent_approval (asked_at) where arguments <> '';
