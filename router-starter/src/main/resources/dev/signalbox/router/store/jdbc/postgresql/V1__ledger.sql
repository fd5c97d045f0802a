-- One row per logical call (attempt 0) and per attempt. Money in pico-USD, times in milliseconds.
create table signalbox_ledger (
    at                 bigint      not null,
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
    tags               jsonb       not null,
    input_tokens       bigint      not null,
    cached_tokens      bigint      not null,
    cache_write_tokens bigint      not null,
    output_tokens      bigint      not null,
    reasoning_tokens   bigint      not null,
    estimated          smallint    not null,
    cost_pico          bigint      not null,
    cost_complete      smallint    not null,
    latency_ms         bigint      not null,
    first_content_ms   bigint,
    outcome            varchar(16) not null,
    failure            varchar(64),
    status             integer,
    primary key (at, call_id, attempt)
);

create index signalbox_ledger_call on signalbox_ledger (call_id);
create index signalbox_ledger_tenant on signalbox_ledger (tenant, at);
