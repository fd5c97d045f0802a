package dev.signalbox.agent.store.jdbc;

import dev.signalbox.agent.journal.EventRecord;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes what workers write, together with what happened, if they have their runs. PostgreSQL does it in one statement, which
 * saves it a transaction.
 */
@RequiredArgsConstructor
final class HeldWrites {

    private final JournalDatabase database;

    /** Whether it was written; if not, nothing was. */
    boolean write(String what, HeldStatement statement, Hold hold, List<EventRecord> events) {
        String sql = statement.sql(database.dialect());
        List<Object> parameters = statement.parameters(hold);
        if (events.isEmpty()) {
            return database.write(what, jdbc -> update(jdbc, sql, parameters) == 1);
        }
        if (database.dialect() == JournalDialect.POSTGRESQL) {
            String all =
                    "with written as (" + sql + " returning run_id) " + EventTable.insertFromWritten(events.size());
            parameters.addAll(EventTable.valuesOf(events));
            return database.write(what, jdbc -> updateUnlessTaken(jdbc, all, parameters) == events.size());
        }
        return database.together(what, written -> written, jdbc -> {
            boolean written = update(jdbc, sql, parameters) == 1;
            return written && EventTable.insert(jdbc, events);
        });
    }

    /** Whether they were written; if not, none was. */
    boolean write(String what, Hold hold, List<EventRecord> events) {
        if (events.isEmpty()) {
            return database.read(what, jdbc -> isHeld(jdbc, hold));
        }
        String sql = "with written as (select id as run_id" + Hold.from(database.dialect()) + ") "
                + EventTable.insertFromWritten(events.size()) + " where true on conflict do nothing";
        List<Object> parameters = new ArrayList<>(hold.parameters());
        parameters.addAll(EventTable.valuesOf(events));
        return database.together(what, written -> written, jdbc -> update(jdbc, sql, parameters) == events.size());
    }

    boolean isHeld(JdbcTemplate jdbc, Hold hold) {
        String sql = "select 1 from agent_run where " + Hold.CONDITIONS;
        return !jdbc.queryForList(sql, hold.parameters().toArray()).isEmpty();
    }

    private static int update(JdbcTemplate jdbc, String sql, List<Object> parameters) {
        return jdbc.update(sql, parameters.toArray());
    }

    /** A place that is taken fails the whole statement. */
    private static int updateUnlessTaken(JdbcTemplate jdbc, String sql, List<Object> parameters) {
        try {
            return update(jdbc, sql, parameters);
        } catch (DuplicateKeyException e) {
            return 0;
        }
    }
}
