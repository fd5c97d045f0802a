-- One row per logical call (attempt 0) and per attempt. Money in pico-USD, times in milliseconds.
create table signalbox_ledger (
    at                 integer      not null,
    call_id            varchar(64) not null,
    attempt            integer     not null,
    shadow_of          varchar(64),
    policy             text        not null,
    rule               text,
    model              text,
    provider           text,
    deployment         text,
    service            text,
    method             text,
    agent              text,
    tenant             text,
    caller_user        text,
    caller_key         text,
    session            text,
    run                text,
    tags               text        not null,
    input_tokens       integer      not null,
    cached_tokens      integer      not null,
    cache_write_tokens integer      not null,
    output_tokens      integer      not null,
    reasoning_tokens   integer      not null,
    estimated          integer    not null,
    cost_pico          integer      not null,
    cost_complete      integer    not null,
    latency_ms         integer      not null,
    first_content_ms   integer,
    outcome            varchar(16) not null,
    failure            varchar(64),
    status             integer,
    primary key (at, call_id, attempt)
);

create index signalbox_ledger_call on signalbox_ledger (call_id);
create index signalbox_ledger_tenant on signalbox_ledger (tenant, at);
