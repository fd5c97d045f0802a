package dev.signalbox.router.actuate;

import dev.signalbox.router.actuate.RouterActivity.EndedCall;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.PolicySet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that has ended, as the endpoint shows it. Holds nothing of what was asked and answered.
 *
 * @param at when it ended
 * @param succeeded whether there was an answer
 * @param millis how long it took
 * @param costUsd the known cost of all its attempts
 * @param costComplete whether that is all
 * @param decision how it was routed
 * @param attempts what was tried, in order
 */
record CallView(
        Instant at,
        boolean succeeded,
        long millis,
        BigDecimal costUsd,
        boolean costComplete,
        DecisionView decision,
        List<Tried> attempts) {

    /**
     * One attempt.
     *
     * @param failure what went wrong, {@code null} after a success
     * @param firstTokenMillis {@code null} where the answer came whole
     * @param costUsd its known cost
     * @param costComplete whether that is all
     */
    record Tried(
            String deployment,
            @Nullable String failure,
            long millis,
            @Nullable Long firstTokenMillis,
            long inputTokens,
            long outputTokens,
            BigDecimal costUsd,
            boolean costComplete) {

        static Tried of(Attempt attempt) {
            Duration first = attempt.firstContent();
            return new Tried(
                    attempt.deployment().id(),
                    attempt.failure() == null ? null : attempt.failure().message(),
                    attempt.duration().toMillis(),
                    first == null ? null : first.toMillis(),
                    attempt.usage().input(),
                    attempt.usage().output(),
                    Usd.of(attempt.cost()),
                    attempt.cost().complete());
        }
    }

    static CallView of(EndedCall ended, PolicySet policies) {
        RoutedCall call = ended.call();
        return new CallView(
                ended.at(),
                call.succeeded(),
                call.duration().toMillis(),
                Usd.of(call.cost()),
                call.cost().complete(),
                DecisionView.of(call.decision(), policies),
                call.attempts().stream().map(Tried::of).toList());
    }
}
