package dev.signalbox.agent.tool;

import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.RolledBackException;
import dev.signalbox.agent.journal.StepOutcome;
import dev.signalbox.agent.journal.StepRecord;
import java.util.concurrent.atomic.AtomicReference;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Tools whose effect is kept together with its record. */
@RequiredArgsConstructor
final class TransactionalEffect implements EffectRule {

    private final Journal journal;
    private final ToolBody body;
    private final ToolOutcomes outcomes;

    /** Undoes what a tool did that did not come to its end. */
    private static final class Undone extends RuntimeException {

        private final transient Attempt attempt;

        Undone(Attempt attempt) {
            super(null, null, false, false);
            this.attempt = attempt;
        }
    }

    @Override
    public ToolEnd use(ToolCall call) {
        body.turn(call);
        AtomicReference<@Nullable StepRecord> written = new AtomicReference<>();
        Attempt attempt = body.run(call, keeping -> transaction(call, keeping, written));
        StepRecord step = written.get();
        return step == null || !(attempt instanceof Attempt.Answered)
                ? outcomes.of(call, call.place(), attempt)
                : new ToolEnd.Recorded(step);
    }

    private Attempt transaction(ToolCall call, Runnable keeping, AtomicReference<@Nullable StepRecord> written) {
        AtomicReference<@Nullable Attempt> done = new AtomicReference<>();
        try {
            written.set(journal.transaction(call.place(), () -> {
                Attempt attempt = body.attempt(call);
                done.set(attempt);
                keeping.run();
                return outcome(call, attempt);
            }));
        } catch (Undone e) {
            return e.attempt;
        } catch (RolledBackException e) {
            return new Attempt.Failed(e, true);
        }
        Attempt attempt = done.get();
        if (attempt == null) {
            throw new IllegalStateException("A transaction does what it is for.");
        }
        return attempt;
    }

    private StepOutcome outcome(ToolCall call, Attempt attempt) {
        if (attempt instanceof Attempt.Answered answered) {
            return outcomes.answered(call, answered.result());
        }
        throw new Undone(attempt);
    }
}
