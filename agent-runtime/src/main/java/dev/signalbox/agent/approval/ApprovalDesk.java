package dev.signalbox.agent.approval;

import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.Happening;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The questions of one run, as one slice knows them: what was asked before the slice began and what it asks itself. What is
 * due by now decides itself. Thread-safe.
 */
public final class ApprovalDesk {

    private final Journal journal;
    private final Json json;
    private final InstantSource clock;
    private final Map<String, ApprovalRecord> byStep = new ConcurrentHashMap<>();

    /** Of a run that has just been claimed. */
    public ApprovalDesk(Journal journal, Json json, InstantSource clock) {
        this.journal = journal;
        this.json = json;
        this.clock = clock;
        journal.store()
                .approvals(journal.run().id())
                .forEach(approval -> byStep.put(approval.step(), settled(journal.store(), approval, clock.instant())));
    }

    /** The question that a step has asked. */
    public Optional<ApprovalRecord> of(String step) {
        return Optional.ofNullable(byStep.get(step));
    }

    /** The questions about a tool or a limit, in no order. */
    public List<ApprovalRecord> about(String tool) {
        return byStep.values().stream()
                .filter(approval -> approval.tool().equals(tool))
                .toList();
    }

    /** Asks, unless the step has asked already. */
    public ApprovalRecord ask(ApprovalRecord question) {
        return byStep.computeIfAbsent(question.step(), step -> {
            journal.ask(
                    question,
                    new Happening(
                            "ApprovalAsked", json.write(Map.of("approval", question.id(), "tool", question.tool()))));
            return question;
        });
    }

    /** The last decision about a tool that holds for all of the run. */
    public Optional<ApprovalRecord> always(String tool) {
        return about(tool).stream()
                .filter(approval -> approval.kind() == ApprovalRecord.Kind.TOOL && approval.always())
                .filter(approval -> approval.decision() == Verdict.APPROVE || approval.decision() == Verdict.DENY)
                .max(Comparator.comparing(ApprovalRecord::decidedAt, Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    /** Decides an open question, unless somebody was faster. */
    ApprovalRecord decide(ApprovalRecord decided) {
        JournalStore store = journal.store();
        ApprovalRecord now = journal.stored(() ->
                store.decide(decided) ? decided : store.approval(decided.id()).orElse(decided));
        byStep.put(decided.step(), now);
        return now;
    }

    static ApprovalRecord decidedLike(ApprovalRecord open, ApprovalRecord other, Instant now) {
        return open.toBuilder()
                .decision(other.decision())
                .decidedBy(other.decidedBy())
                .decidedAt(now)
                .answer(other.answer())
                .build();
    }

    /** When the first open question decides itself, {@code null} if none does. */
    public @Nullable Instant nextExpiry() {
        return byStep.values().stream()
                .filter(approval -> !approval.decided())
                .map(ApprovalRecord::expiresAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** The approval as it is now: one whose time is over decides itself, unless somebody was faster. */
    public static ApprovalRecord settled(JournalStore store, ApprovalRecord approval, Instant now) {
        Instant expiry = approval.expiresAt();
        if (approval.decided() || expiry == null || now.isBefore(expiry)) {
            return approval;
        }
        Verdict verdict = approval.onExpiry();
        ApprovalRecord expired = approval.toBuilder()
                .decision(verdict)
                .decidedBy("expiry")
                .decidedAt(now)
                .answer(verdict == Verdict.DENY ? "nobody decided in time" : null)
                .build();
        return store.decide(expired) ? expired : store.approval(approval.id()).orElse(expired);
    }
}
