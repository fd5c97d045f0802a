package dev.signalbox.agent.store.jdbc;

import static dev.signalbox.agent.store.jdbc.Values.time;

import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements about approvals. */
final class ApprovalTable {

    private static final String DECIDE =
            "update agent_approval set decision = ?, decided_by = ?, decided_at = ?, edited = ?,"
                    + " answer = ?, always = ? where id = ? and decision is null";

    /** So many rows at a time, so that nobody who writes meanwhile waits for long. */
    private static final int FORGOTTEN_AT_ONCE = 1_000;

    /** A step may have asked more than once; the later questions have something behind its key. */
    private static final String FORGET =
            "update agent_approval set arguments = '', edited = null where id in (select asked.id from agent_approval asked"
                    + " join agent_run run on run.id = asked.run_id where asked.arguments <> '' and asked.asked_at < ?"
                    + " and ((run.status in " + RunTable.ENDED + " and run.updated_at < ?)"
                    + " or (asked.decision is not null and exists (select 1 from agent_step step"
                    + " where step.run_id = asked.run_id and step.ended_at < ? and (step.step_key = asked.step_key"
                    + " or step.step_key || '!' = substr(asked.step_key, 1, length(step.step_key) + 1))))) limit ?)";

    private static final String INSERT =
            "insert into agent_approval (" + ApprovalRow.COLUMNS + ") select " + ApprovalRow.VALUES;

    private static final String PENDING = ApprovalRow.SELECT
            + " where decision is null and exists (select 1 from agent_run where agent_run.id = run_id and status not in "
            + RunTable.ENDED + ") order by asked_at, id limit ?";

    private ApprovalTable() {}

    static HeldStatement insert(ApprovalRecord approval) {
        return new HeldStatement(INSERT, ApprovalRow.parameters(approval), " on conflict do nothing");
    }

    static Optional<ApprovalRecord> find(JdbcTemplate jdbc, String id) {
        return jdbc.query(ApprovalRow.SELECT + " where id = ?", ApprovalRow::read, id).stream()
                .findFirst();
    }

    static List<ApprovalRecord> of(JdbcTemplate jdbc, RunId run) {
        return jdbc.query(
                ApprovalRow.SELECT + " where run_id = ? order by asked_at, id", ApprovalRow::read, run.value());
    }

    static List<ApprovalRecord> pending(JdbcTemplate jdbc, int max) {
        return jdbc.query(PENDING, ApprovalRow::read, max);
    }

    /** Forgets some arguments that nobody has needed since then. */
    static int forgetArguments(JdbcTemplate jdbc, Instant time) {
        return jdbc.update(FORGET, time(time), time(time), time(time), FORGOTTEN_AT_ONCE);
    }

    static boolean decide(JdbcTemplate jdbc, ApprovalRecord decided) {
        return jdbc.update(DECIDE, ApprovalRow.decision(decided)) == 1;
    }
}
