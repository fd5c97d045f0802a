package dev.signalbox.agent;

import dev.signalbox.agent.approval.ApprovalDesk;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.ApprovalRecord.Kind;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lombok.RequiredArgsConstructor;

/** What people decide, from outside of runs. */
@RequiredArgsConstructor
final class RunDecisions {

    private final Parts parts;

    List<ApprovalRecord> of(RunId run) {
        return parts.store().approvals(run).stream().map(this::settled).toList();
    }

    List<ApprovalRecord> pending(int max) {
        return parts.store().pending(max).stream()
                .map(this::settled)
                .filter(approval -> !approval.decided())
                .toList();
    }

    Optional<ApprovalRecord> approval(String id) {
        return parts.store().approval(id).map(this::settled);
    }

    private ApprovalRecord settled(ApprovalRecord approval) {
        return ApprovalDesk.settled(parts.store(), approval, parts.clock().instant());
    }

    boolean decide(String id, Decision decision) {
        ApprovalRecord asked =
                approval(id).orElseThrow(() -> new IllegalArgumentException("There is no approval '" + id + "'."));
        check(asked, decision);
        if (asked.decided()) {
            return false;
        }
        Instant now = parts.clock().instant();
        boolean first = parts.store()
                .decide(asked.toBuilder()
                        .decision(decision.verdict())
                        .decidedBy(decision.by())
                        .decidedAt(now)
                        .edited(decision.arguments())
                        .answer(decision.answer())
                        .always(decision.always())
                        .build());
        if (first) {
            parts.dispatcher().wake(asked.run());
        }
        return first;
    }

    private void check(ApprovalRecord asked, Decision decision) {
        Verdict verdict = decision.verdict();
        if (asked.kind() == Kind.LIMIT && (verdict == Verdict.EDIT || verdict == Verdict.ANSWER)) {
            throw new IllegalArgumentException("A limit can be approved or denied, but not " + verdict + ".");
        }
        if (asked.kind() == Kind.UNCERTAIN && verdict == Verdict.EDIT) {
            throw new IllegalArgumentException(
                    "What may have been done already cannot be edited. Approve to do it again, answer with what came of"
                            + " it, or deny.");
        }
        if (decision.always() && (verdict == Verdict.EDIT || verdict == Verdict.ANSWER)) {
            throw new IllegalArgumentException("Only to approve and to deny may hold for all uses of a tool.");
        }
        String arguments = decision.arguments();
        if (verdict != Verdict.EDIT && arguments != null) {
            throw new IllegalArgumentException("To " + verdict.name().toLowerCase(Locale.ROOT)
                    + " holds for the arguments that were asked for. Edit to have others, or leave them out.");
        }
        if (verdict == Verdict.EDIT && (arguments == null || !parts.json().isObject(arguments))) {
            throw new IllegalArgumentException("Edited arguments are a JSON object.");
        }
    }
}
