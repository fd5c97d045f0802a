package dev.signalbox.agent.store.jdbc;

import static dev.signalbox.agent.store.jdbc.Values.number;
import static dev.signalbox.agent.store.jdbc.Values.text;
import static dev.signalbox.agent.store.jdbc.Values.time;

import dev.signalbox.agent.journal.Fork;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepUse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements about steps. */
final class StepTable {

    /** So many rows at a time, so that nobody who writes meanwhile waits for long. */
    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private static final String COPIED =
            "step_key, seq, scope, kind, name, state, shape, request, result, error, role, policy,"
                    + " deployment, decision, started_at, ended_at";
    private static final String COPY =
            "insert into agent_step (run_id, epoch, input_tokens, output_tokens, cost_pico, " + COPIED
                    + ") select ?, cast(? as bigint), 0, 0, 0, " + COPIED
                    + " from agent_step where run_id = ? and seq <= ? and state <> 'STARTED' and kind <> 'COST'";
    private static final String REPLACE =
            "update agent_step set state = 'DONE', result = ?, error = null where run_id = ? and seq = ?";
    private static final String FORGET =
            "update agent_step set request = null where (run_id, step_key) in (select run_id,"
                    + " step_key from agent_step where request is not null and ended_at < ? limit ?)";
    private static final String USE =
            "select coalesce(sum(input_tokens), 0) as input_tokens, coalesce(sum(output_tokens), 0) as"
                    + " output_tokens, coalesce(sum(cost_pico), 0) as cost_pico from agent_step where run_id = ?";

    private static final String INSERT = "insert into agent_step (" + StepRow.COLUMNS + ") select " + StepRow.VALUES;
    private static final String COMPLETE =
            "update agent_step set seq = ?, state = ?, shape = ?, request = ?, result = ?,"
                    + " error = ?, role = ?, policy = ?, deployment = ?, decision = ?, input_tokens = ?, output_tokens = ?,"
                    + " cost_pico = ?, started_at = ?, ended_at = ?, epoch = ? from (select id";

    private StepTable() {}

    static HeldStatement insert(StepRecord step) {
        return new HeldStatement(INSERT, StepRow.parameters(step), " on conflict do nothing");
    }

    static HeldStatement complete(StepRecord step) {
        return new HeldStatement(
                COMPLETE,
                StepRow.ending(step),
                ") as held where agent_step.run_id = held.id and step_key = ? and state = 'STARTED'"
                        + " and not exists (select 1 from agent_step other where other.run_id = ? and other.seq = ?)",
                text(step.key()),
                text(step.run().value()),
                number(step.seq()));
    }

    static List<StepRecord> all(JdbcTemplate jdbc, RunId run) {
        return jdbc.query(StepRow.SELECT + " where run_id = ? order by seq", StepRow::read, run.value());
    }

    static Optional<StepRecord> find(JdbcTemplate jdbc, RunId run, String key) {
        return jdbc
                .query(StepRow.SELECT + " where run_id = ? and step_key = ?", StepRow::read, run.value(), key)
                .stream()
                .findFirst();
    }

    static StepUse use(JdbcTemplate jdbc, RunId run) {
        return jdbc.query(USE, (row, number) -> StepRow.use(row), run.value()).get(0);
    }

    static void copy(JdbcTemplate jdbc, Fork fork) {
        String target = fork.run().id().value();
        jdbc.update(
                COPY, text(target), number(fork.run().epoch()), fork.source().value(), fork.until());
        if (fork.result() != null && jdbc.update(REPLACE, fork.result(), target, fork.until()) == 0) {
            throw fork.nothingToReplace();
        }
    }

    /** Forgets some requests of steps that ended before then. */
    static int forgetRequests(JdbcTemplate jdbc, Instant time) {
        return jdbc.update(FORGET, time(time), FORGOTTEN_AT_ONCE);
    }
}
