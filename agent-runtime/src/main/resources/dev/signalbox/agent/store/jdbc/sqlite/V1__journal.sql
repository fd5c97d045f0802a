-- Money in pico-USD, times in milliseconds, JSON as it was written.
create table agent_run (
    id           text        not null primary key,
    program      text        not null,
    tenant       text,
    start_key    text,
    parent       text,
    parent_step  text,
    status       varchar(16) not null,
    input        text        not null,
    output       text,
    error        text,
    options      text        not null,
    epoch        integer     not null,
    wakes        integer     not null,
    seen_wakes   integer     not null,
    wake_at      integer,
    cancel_asked integer     not null,
    retries      integer     not null,
    trace_parent text,
    created_at   integer     not null,
    updated_at   integer     not null
);

create unique index agent_run_start_key on agent_run (start_key);
create index agent_run_waiting on agent_run (updated_at) where status in ('READY', 'PARKED', 'UNCERTAIN');
create index agent_run_ended on agent_run (updated_at) where status in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'DIVERGED');
create index agent_run_created on agent_run (created_at, id);
create index agent_run_parent on agent_run (parent);

create table agent_step (
    run_id        text        not null,
    step_key      text        not null,
    seq           integer     not null,
    scope         text        not null,
    kind          varchar(16) not null,
    name          text        not null,
    state         varchar(16) not null,
    shape         text,
    request       text,
    result        text,
    error         text,
    role          text,
    policy        text,
    deployment    text,
    decision      text,
    input_tokens  integer     not null,
    output_tokens integer     not null,
    cost_pico     integer     not null,
    started_at    integer     not null,
    ended_at      integer,
    epoch         integer     not null,
    primary key (run_id, step_key)
);

create unique index agent_step_seq on agent_step (run_id, seq);
create index agent_step_asked on agent_step (ended_at) where request is not null;

create table agent_event (
    run_id   text        not null,
    seq      integer     not null,
    at       integer     not null,
    type     varchar(64) not null,
    step_key text,
    payload  text        not null,
    primary key (run_id, seq)
);

create table agent_approval (
    id             text        not null primary key,
    run_id         text        not null,
    step_key       text        not null,
    kind           varchar(16) not null,
    tool           text        not null,
    arguments      text        not null,
    arguments_hash text        not null,
    reason         text,
    by_whom        text,
    asked_at       integer     not null,
    expires_at     integer,
    on_expiry      varchar(16) not null,
    decision       varchar(16),
    decided_by     text,
    decided_at     integer,
    edited         text,
    answer         text,
    always         integer     not null
);

create unique index agent_approval_step on agent_approval (run_id, step_key);
create index agent_approval_pending on agent_approval (asked_at) where decision is null;

create table agent_signal (
    run_id  text    not null,
    name    text    not null,
    number  integer not null,
    place   integer not null,
    payload text    not null,
    at      integer not null,
    primary key (run_id, name, number)
);

create table agent_memory (
    id       text not null primary key,
    messages text not null
);
