-- In which role an agent asked, and at which step of its run.
alter table signalbox_ledger add column role text;
alter table signalbox_ledger add column step text;

-- What a run has cost is asked for; most calls are of none.
create index signalbox_ledger_run on signalbox_ledger (run, at) where run is not null;
