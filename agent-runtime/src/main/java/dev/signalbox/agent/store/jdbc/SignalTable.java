package dev.signalbox.agent.store.jdbc;

import static dev.signalbox.agent.store.jdbc.Values.text;
import static dev.signalbox.agent.store.jdbc.Values.time;

import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.SignalRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements about signals. Whoever writes one has counted a wake-up before, which is its place among all. */
final class SignalTable {

    private static final String INSERT = "insert into agent_signal (run_id, name, number, place, payload, at)"
            + " select id, ?, (select coalesce(max(number), 0) + 1 from agent_signal where run_id = ? and name = ?), wakes, ?,"
            + " cast(? as bigint) from agent_run where id = ?";
    private static final String READ =
            "select run_id, name, number, payload, at from agent_signal where run_id = ? order by place";

    private SignalTable() {}

    static void insert(JdbcTemplate jdbc, RunId run, String name, String payload, Instant at) {
        jdbc.update(INSERT, text(name), text(run.value()), text(name), text(payload), time(at), text(run.value()));
    }

    static List<SignalRecord> of(JdbcTemplate jdbc, RunId run) {
        return jdbc.query(READ, SignalTable::read, run.value());
    }

    private static SignalRecord read(ResultSet row, int number) throws SQLException {
        return new SignalRecord(
                new RunId(row.getString("run_id")),
                row.getString("name"),
                row.getInt("number"),
                row.getString("payload"),
                Values.time(row, "at"));
    }
}
