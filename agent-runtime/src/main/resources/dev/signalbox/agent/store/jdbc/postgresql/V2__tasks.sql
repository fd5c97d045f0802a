-- Whose turn it is, as db-scheduler writes it, and how often somebody wanted it to be the run's.
create table agent_scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    wakes                bigint      not null default 0,
    primary key (task_name, task_instance)
);

create index agent_scheduled_tasks_time on agent_scheduled_tasks (execution_time);
create index agent_scheduled_tasks_heartbeat on agent_scheduled_tasks (last_heartbeat);
