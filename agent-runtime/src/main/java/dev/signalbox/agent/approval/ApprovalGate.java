package dev.signalbox.agent.approval;

import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What people decide about the tools of one run, in one slice. Thread-safe. */
@RequiredArgsConstructor
public final class ApprovalGate {

    private final RunId run;
    private final ApprovalDesk desk;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** Whether a step has asked. */
    public boolean asked(String step) {
        return desk.of(step).isPresent();
    }

    /** Decides an open question of a step that nobody needs to answer any more. */
    public void withdraw(String step, String why) {
        desk.of(step)
                .filter(approval -> !approval.decided())
                .ifPresent(open -> desk.decide(open.toBuilder()
                        .decision(Verdict.ANSWER)
                        .decidedBy("runtime")
                        .decidedAt(clock.instant())
                        .answer(why)
                        .build()));
    }

    /** What was decided before about a step, whatever it asked. */
    public Optional<ApprovalRecord> decided(String step) {
        return desk.of(step).filter(ApprovalRecord::decided);
    }

    /**
     * The decision about a question, asked for if nobody has yet. What was decided for always holds for all questions about
     * the same tool. An earlier question of the same step about other arguments decides nothing.
     *
     * @return undecided if somebody has yet to decide
     */
    public ApprovalRecord ask(Question question) {
        String hash = Json.hash(question.arguments());
        ApprovalRecord asked = asked(question.step(), hash);
        if (asked != null && asked.decided()) {
            return asked;
        }
        Optional<ApprovalRecord> always =
                question.kind() == ApprovalRecord.Kind.TOOL ? desk.always(question.tool()) : Optional.empty();
        if (always.isPresent()) {
            return asked == null
                    ? ApprovalDesk.decidedLike(draft(question, question.step(), hash), always.get(), clock.instant())
                    : desk.decide(ApprovalDesk.decidedLike(asked, always.get(), clock.instant()));
        }
        return asked == null ? desk.ask(draft(question, freeStep(question.step(), hash), hash)) : asked;
    }

    private @Nullable ApprovalRecord asked(String step, String hash) {
        return desk.of(step)
                .filter(approval -> approval.argumentsHash().equals(hash))
                .or(() -> desk.of(step + "!" + hash))
                .orElse(null);
    }

    private String freeStep(String step, String hash) {
        return desk.of(step).isEmpty() ? step : step + "!" + hash;
    }

    private ApprovalRecord draft(Question question, String step, String hash) {
        Instant now = clock.instant();
        ApprovalRule rule = question.rule();
        return ApprovalRecord.builder()
                .id(ids.get())
                .run(run)
                .step(step)
                .kind(question.kind())
                .tool(question.tool())
                .arguments(question.arguments())
                .argumentsHash(hash)
                .reason(question.reason())
                .by(rule.by())
                .askedAt(now)
                .expiresAt(rule.within() == null ? null : now.plus(rule.within()))
                .onExpiry(rule.onExpiry())
                .build();
    }
}
