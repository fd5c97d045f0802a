package dev.signalbox.agent.store.jdbc;

import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.RunId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements about approvals. */
final class ApprovalTable {

    private static final String DECIDE =
            "update agent_approval set decision = ?, decided_by = ?, decided_at = ?, edited = ?,"
                    + " answer = ?, always = ? where id = ? and decision is null";

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

    static boolean decide(JdbcTemplate jdbc, ApprovalRecord decided) {
        return jdbc.update(DECIDE, ApprovalRow.decision(decided)) == 1;
    }
}
