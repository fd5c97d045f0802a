-- Accounts are locked in order, so that no two nodes wait for each other. Amounts in pico-USD or tokens, times in milliseconds.
create table signalbox_budget_account (
    budget  text not null,
    subject text not null,
    primary key (budget, subject)
);

-- Limits that were set at run time.
create table signalbox_budget_limit (
    budget text   not null primary key,
    amount integer not null
);

create table signalbox_budget_slot (
    budget  text   not null,
    subject text   not null,
    slot    integer not null,
    used    integer not null,
    primary key (budget, subject, slot)
);

create table signalbox_budget_owner (
    owner       text   not null primary key,
    alive_until integer not null
);

-- One row per account of an open reservation; what is reserved is the sum of those whose owner is alive.
create table signalbox_budget_claim (
    reservation text    not null,
    position    integer not null,
    owner       text    not null,
    budget      text    not null,
    subject     text    not null,
    slot        integer  not null,
    amount      integer  not null,
    settled     integer  not null,
    primary key (reservation, position)
);

create index signalbox_budget_claim_account on signalbox_budget_claim (budget, subject);
create index signalbox_budget_claim_owner on signalbox_budget_claim (owner);
