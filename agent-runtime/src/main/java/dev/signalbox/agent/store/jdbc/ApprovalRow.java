package dev.signalbox.agent.store.jdbc;

import static dev.signalbox.agent.store.jdbc.Values.flag;
import static dev.signalbox.agent.store.jdbc.Values.text;
import static dev.signalbox.agent.store.jdbc.Values.time;
import static dev.signalbox.agent.store.jdbc.Values.timeOrNull;
import static dev.signalbox.agent.store.jdbc.Values.words;

import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.ApprovalRecord.Kind;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One approval as a row, in both directions. */
final class ApprovalRow {

    static final String COLUMNS =
            "id, run_id, step_key, kind, tool, arguments, arguments_hash, reason, by_whom, asked_at,"
                    + " expires_at, on_expiry, decision, decided_by, decided_at, edited, answer, always";
    static final String VALUES =
            "?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as bigint), cast(? as bigint), ?, ?, ?, cast(? as bigint),"
                    + " ?, ?, cast(? as smallint)";

    static final String SELECT = "select " + COLUMNS + " from agent_approval";

    private ApprovalRow() {}

    static Object[] parameters(ApprovalRecord approval) {
        return new Object[] {
            text(approval.id()),
            text(approval.run().value()),
            text(approval.step()),
            text(approval.kind().name()),
            text(approval.tool()),
            text(approval.arguments()),
            text(approval.argumentsHash()),
            words(approval.reason()),
            words(approval.by()),
            time(approval.askedAt()),
            time(approval.expiresAt()),
            text(approval.onExpiry().name()),
            text(name(approval.decision())),
            words(approval.decidedBy()),
            time(approval.decidedAt()),
            text(approval.edited()),
            words(approval.answer()),
            flag(approval.always())
        };
    }

    /** What a decision changes, and of which approval. */
    static Object[] decision(ApprovalRecord approval) {
        return new Object[] {
            text(name(approval.decision())),
            words(approval.decidedBy()),
            time(approval.decidedAt()),
            text(approval.edited()),
            words(approval.answer()),
            flag(approval.always()),
            text(approval.id())
        };
    }

    static ApprovalRecord read(ResultSet row, int number) throws SQLException {
        return ApprovalRecord.builder()
                .id(row.getString("id"))
                .run(new RunId(row.getString("run_id")))
                .step(row.getString("step_key"))
                .kind(Kind.valueOf(row.getString("kind")))
                .tool(row.getString("tool"))
                .arguments(row.getString("arguments"))
                .argumentsHash(row.getString("arguments_hash"))
                .reason(row.getString("reason"))
                .by(row.getString("by_whom"))
                .askedAt(time(row, "asked_at"))
                .expiresAt(timeOrNull(row, "expires_at"))
                .onExpiry(Verdict.valueOf(row.getString("on_expiry")))
                .decision(verdict(row.getString("decision")))
                .decidedBy(row.getString("decided_by"))
                .decidedAt(timeOrNull(row, "decided_at"))
                .edited(row.getString("edited"))
                .answer(row.getString("answer"))
                .always(row.getInt("always") != 0)
                .build();
    }

    private static @Nullable String name(@Nullable Verdict verdict) {
        return verdict == null ? null : verdict.name();
    }

    private static @Nullable Verdict verdict(@Nullable String name) {
        return name == null ? null : Verdict.valueOf(name);
    }
}
