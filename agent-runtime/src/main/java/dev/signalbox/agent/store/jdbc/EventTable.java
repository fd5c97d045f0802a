package dev.signalbox.agent.store.jdbc;

import static dev.signalbox.agent.store.jdbc.Values.number;
import static dev.signalbox.agent.store.jdbc.Values.text;
import static dev.signalbox.agent.store.jdbc.Values.time;

import dev.signalbox.agent.journal.EventRecord;
import dev.signalbox.agent.journal.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements about what happens in a run, steps included. */
final class EventTable {

    private static final String COLUMNS = "(run_id, seq, at, type, step_key, payload)";
    private static final String INSERT =
            "insert into agent_event " + COLUMNS + " values (?, ?, ?, ?, ?, ?)" + " on conflict do nothing";
    private static final String READ =
            "select run_id, seq, at, type, step_key, payload from agent_event where run_id = ? and"
                    + " seq > ? union all select run_id, seq, coalesce(ended_at, started_at) as at, '"
                    + EventRecord.STEP_COMPLETED
                    + "' as type, step_key, '' as payload from agent_step where run_id = ? and seq > ? and state <> 'STARTED'"
                    + " order by seq limit ?";
    private static final String LAST =
            "select coalesce(max(seq), 0) from (select max(seq) as seq from agent_event where"
                    + " run_id = ? union all select max(seq) as seq from agent_step where run_id = ?) as places";

    private EventTable() {}

    /** Whether all were inserted; if not, a place was taken. */
    static boolean insert(JdbcTemplate jdbc, List<EventRecord> events) {
        return events.stream().allMatch(event -> jdbc.update(INSERT, parameters(event)) == 1);
    }

    private static Object[] parameters(EventRecord event) {
        return Stream.concat(Stream.of(text(event.run().value())), values(event))
                .toArray();
    }

    private static Stream<Object> values(EventRecord event) {
        return Stream.of(
                number(event.seq()), time(event.at()), text(event.type()), text(event.step()), text(event.payload()));
    }

    /** Inserts so many events for the run of what was written just before, none if nothing was; fails if a place is taken. */
    static String insertFromWritten(int events) {
        String values = String.join(
                ", ", Collections.nCopies(events, "(cast(? as bigint), cast(? as bigint), ?, cast(? as text), ?)"));
        return "insert into agent_event " + COLUMNS + " select written.run_id, happened.* from written, (values "
                + values + ") as happened";
    }

    static List<Object> valuesOf(List<EventRecord> events) {
        return events.stream().flatMap(EventTable::values).toList();
    }

    static List<EventRecord> read(JdbcTemplate jdbc, RunId run, long after, int max) {
        return jdbc.query(READ, EventTable::read, run.value(), after, run.value(), after, max);
    }

    private static EventRecord read(ResultSet row, int number) throws SQLException {
        return new EventRecord(
                new RunId(row.getString("run_id")),
                row.getLong("seq"),
                Values.time(row, "at"),
                row.getString("type"),
                row.getString("step_key"),
                row.getString("payload"));
    }

    static long last(JdbcTemplate jdbc, RunId run) {
        return jdbc.queryForList(LAST, Long.class, run.value(), run.value()).get(0);
    }
}
