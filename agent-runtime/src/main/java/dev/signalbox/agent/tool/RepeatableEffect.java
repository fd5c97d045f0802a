package dev.signalbox.agent.tool;

import dev.signalbox.agent.journal.Journal;
import java.time.Duration;
import lombok.RequiredArgsConstructor;

/** Tools that may be repeated: after a failure some times at once, after a crash as often as need be. */
@RequiredArgsConstructor
final class RepeatableEffect implements EffectRule {

    private final Journal journal;
    private final ToolBody body;
    private final ToolOutcomes outcomes;

    @Override
    public ToolEnd use(ToolCall call) {
        Duration wait = call.tool().backoff();
        for (int retries = call.tool().retries(); ; retries--) {
            body.turn(call);
            Attempt attempt = body.run(call);
            boolean failed = attempt instanceof Attempt.Failed;
            if (failed) {
                journal.check(); // what fails while the node shuts down may fail only for that
            }
            if (!failed || retries <= 0) {
                return outcomes.of(call, call.place(), attempt);
            }
            body.rest(wait);
            wait = wait.multipliedBy(2);
            journal.check();
        }
    }
}
