package dev.signalbox.agent.store.jdbc;

import static dev.signalbox.agent.store.jdbc.Values.number;
import static dev.signalbox.agent.store.jdbc.Values.text;
import static dev.signalbox.agent.store.jdbc.Values.time;
import static dev.signalbox.agent.store.jdbc.Values.words;

import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.SliceEndRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements about runs. */
final class RunTable {

    static final String ENDED = Arrays.stream(RunStatus.values())
            .filter(RunStatus::ended)
            .map(status -> "'" + status + "'")
            .collect(Collectors.joining(", ", "(", ")"));
    private static final String UNENDED_RUN = " where id = ? and status not in " + ENDED;
    private static final String CLAIM =
            "update agent_run set epoch = epoch + 1, status = 'RUNNING', seen_wakes = wakes," + " updated_at = ?"
                    + UNENDED_RUN;
    private static final String END =
            "update agent_run set status = ?, output = ?, error = ?, wake_at = ?, retries = ?,"
                    + " updated_at = ? where ";
    private static final String DUE = "select id from agent_run where status in ('READY', 'PARKED', 'UNCERTAIN')"
            + " and updated_at < ? and (wake_at <= ? or (wake_at is null and status = 'READY') or wakes > seen_wakes)"
            + " order by created_at, id limit ?";

    private final JournalDialect dialect;

    RunTable(JournalDialect dialect) {
        this.dialect = dialect;
    }

    /** Lets others that change the run wait until the end of the transaction. */
    void lock(JdbcTemplate jdbc, RunId run) {
        jdbc.queryForList(dialect.locking("select 1 from agent_run where id = ?", "update"), run.value());
    }

    boolean insert(JdbcTemplate jdbc, RunRecord run) {
        return jdbc.update(RunRow.INSERT, RunRow.parameters(run)) == 1;
    }

    Optional<RunRecord> find(JdbcTemplate jdbc, RunId id) {
        return jdbc.query(RunRow.SELECT + " where id = ?", RunRow::read, id.value()).stream()
                .findFirst();
    }

    /** The one with that id, or else with that start key. */
    Optional<RunRecord> findLike(JdbcTemplate jdbc, RunRecord run) {
        return find(jdbc, run.id())
                .or(() ->
                        jdbc.query(RunRow.SELECT + " where start_key = ?", RunRow::read, text(run.startKey())).stream()
                                .findFirst());
    }

    List<RunRecord> find(JdbcTemplate jdbc, RunQuery query, int max) {
        RunConditions conditions = new RunConditions(query);
        String sql = RunRow.SELECT + conditions.where() + " order by created_at desc, id desc limit ?";
        return jdbc.query(sql, RunRow::read, conditions.parameters(max));
    }

    List<RunId> due(JdbcTemplate jdbc, Instant now, Instant untouchedSince, int max) {
        return jdbc.query(
                DUE, (row, number) -> new RunId(row.getString("id")), time(untouchedSince), time(now), number(max));
    }

    boolean claim(JdbcTemplate jdbc, RunId id, Instant now) {
        return jdbc.update(CLAIM, time(now), text(id.value())) == 1;
    }

    boolean end(JdbcTemplate jdbc, SliceEndRecord end) {
        List<Object> parameters = new ArrayList<>(List.of(
                text(end.status().name()),
                text(end.output()),
                words(end.error()),
                time(end.wakeAt()),
                number(end.retries()),
                time(end.at())));
        parameters.addAll(new Hold(end.run(), end.epoch()).parameters());
        return jdbc.update(END + Hold.CONDITIONS, parameters.toArray()) == 1;
    }

    long wakes(JdbcTemplate jdbc, RunId id) {
        return jdbc.queryForList("select wakes from agent_run where id = ?", Long.class, id.value()).stream()
                .findFirst()
                .orElse(0L);
    }

    void wake(JdbcTemplate jdbc, RunId id) {
        jdbc.update("update agent_run set wakes = wakes + 1 where id = ?", id.value());
    }

    boolean wakeUnended(JdbcTemplate jdbc, RunId id) {
        return jdbc.update("update agent_run set wakes = wakes + 1" + UNENDED_RUN, id.value()) == 1;
    }

    boolean cancel(JdbcTemplate jdbc, RunId id) {
        return jdbc.update("update agent_run set cancel_asked = 1, wakes = wakes + 1" + UNENDED_RUN, id.value()) == 1;
    }

    boolean cancelAsked(JdbcTemplate jdbc, RunId id) {
        return !jdbc.queryForList("select 1 from agent_run where id = ? and cancel_asked = 1", id.value())
                .isEmpty();
    }

    List<RunId> endedBefore(JdbcTemplate jdbc, Instant time, int max) {
        return jdbc.query(
                "select id from agent_run where status in " + ENDED + " and updated_at < ? and not exists"
                        + " (select 1 from agent_run parent where parent.id = agent_run.parent"
                        + " and parent.status not in " + ENDED + ") order by updated_at limit ?",
                (row, number) -> new RunId(row.getString("id")),
                time(time),
                number(max));
    }

    boolean delete(JdbcTemplate jdbc, RunId id) {
        return jdbc.update("delete from agent_run where id = ?", id.value()) == 1;
    }
}
