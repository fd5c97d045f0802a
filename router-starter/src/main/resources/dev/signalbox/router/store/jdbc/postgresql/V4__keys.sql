-- Virtual keys; of secrets only their SHA-256. Tags, models and policies are JSON, times are in milliseconds since 1970.
create table signalbox_key (
    name                text not null primary key,
    hash                text not null,
    label               text not null,
    former_hash         text,
    former_until        bigint,
    tenant              text,
    tags                text not null,
    models              text not null,
    policies            text not null,
    budget              text,
    budget_window       text,
    concurrency         integer,
    requests_per_minute integer,
    tokens_per_minute   bigint,
    expires_at          bigint,
    disabled            smallint not null,
    created_at          bigint not null
);

create unique index signalbox_key_hash on signalbox_key (hash);
create index signalbox_key_former_hash on signalbox_key (former_hash);

-- What a key has cost is asked for often.
create index signalbox_ledger_key on signalbox_ledger (caller_key, at);
