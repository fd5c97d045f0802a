package dev.signalbox.agent.store.jdbc;

import static dev.signalbox.agent.store.jdbc.Values.flag;
import static dev.signalbox.agent.store.jdbc.Values.number;
import static dev.signalbox.agent.store.jdbc.Values.text;
import static dev.signalbox.agent.store.jdbc.Values.time;
import static dev.signalbox.agent.store.jdbc.Values.timeOrNull;
import static dev.signalbox.agent.store.jdbc.Values.words;

import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One run as a row, in both directions. */
final class RunRow {

    static final String COLUMNS =
            "id, program, tenant, start_key, parent, parent_step, status, input, output, error, options,"
                    + " epoch, wakes, seen_wakes, wake_at, cancel_asked, retries, trace_parent, created_at, updated_at";
    static final String INSERT = "insert into agent_run (" + COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
    static final String SELECT = "select " + COLUMNS + " from agent_run";

    private RunRow() {}

    static Object[] parameters(RunRecord run) {
        return new Object[] {
            text(run.id().value()),
            text(run.program()),
            text(run.tenant()),
            text(run.startKey()),
            text(run.parent() == null ? null : run.parent().value()),
            text(run.parentStep()),
            text(run.status().name()),
            text(run.input()),
            text(run.output()),
            words(run.error()),
            text(run.options()),
            number(run.epoch()),
            number(run.wakes()),
            number(run.wakes()),
            time(run.wakeAt()),
            flag(run.cancelAsked()),
            number(run.retries()),
            text(run.traceParent()),
            time(run.createdAt()),
            time(run.updatedAt())
        };
    }

    static RunRecord read(ResultSet row, int number) throws SQLException {
        return RunRecord.builder()
                .id(new RunId(row.getString("id")))
                .program(row.getString("program"))
                .tenant(row.getString("tenant"))
                .startKey(row.getString("start_key"))
                .parent(parent(row.getString("parent")))
                .parentStep(row.getString("parent_step"))
                .status(RunStatus.valueOf(row.getString("status")))
                .input(row.getString("input"))
                .output(row.getString("output"))
                .error(row.getString("error"))
                .options(row.getString("options"))
                .epoch(row.getLong("epoch"))
                .wakes(row.getLong("wakes"))
                .wakeAt(timeOrNull(row, "wake_at"))
                .cancelAsked(row.getInt("cancel_asked") != 0)
                .retries(row.getInt("retries"))
                .traceParent(row.getString("trace_parent"))
                .createdAt(time(row, "created_at"))
                .updatedAt(time(row, "updated_at"))
                .build();
    }

    private static @Nullable RunId parent(@Nullable String id) {
        return id == null ? null : new RunId(id);
    }
}
