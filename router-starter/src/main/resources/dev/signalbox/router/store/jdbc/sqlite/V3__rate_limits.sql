-- Accounts of limits per minute; the state is the limiter's own, times are in milliseconds since 1970.
create table signalbox_rate_limit (
    account    text   not null primary key,
    state      blob,
    expires_at bigint not null
);
