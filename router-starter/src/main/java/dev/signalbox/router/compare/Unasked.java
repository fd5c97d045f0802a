package dev.signalbox.router.compare;

import dev.signalbox.router.NoCandidateException;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A contender that nobody could ask. Limits, cooldowns, budgets and keys say nothing of its quality, and the first of them are
 * often the comparison's own doing.
 *
 * @param why for people
 * @param pause after which time to ask again, {@code null} if waiting does not help
 */
record Unasked(String why, @Nullable Duration pause) {

    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Set<FailureKind> LASTING =
            EnumSet.of(FailureKind.QUOTA_EXHAUSTED, FailureKind.AUTHENTICATION, FailureKind.BUDGET);

    private static final Set<Reason> REASONS =
            EnumSet.of(Reason.NO_KEY, Reason.DISABLED, Reason.DRAINED, Reason.BUDGET);

    /** {@code null} if the failure is the contender's own: the model failed, or may not serve such a prompt at all. */
    static @Nullable Unasked of(RuntimeException thrown) {
        if (thrown instanceof NoCandidateException none) {
            return none.decision().exclusions().stream()
                    .map(Exclusion::reason)
                    .filter(REASONS::contains)
                    .findFirst()
                    .map(reason -> new Unasked(reason.toString(), null))
                    .orElse(null);
        }
        return RoutingFailure.of(thrown).map(Unasked::of).orElse(null);
    }

    private static @Nullable Unasked of(RoutingFailure failure) {
        boolean tried = !failure.call().attempts().isEmpty();
        String why = failure.kind().toString();
        if (LASTING.contains(failure.kind())) {
            return new Unasked(why, null);
        }
        if (!tried) { // something cools down, or is being probed just now: nobody knows how long
            return new Unasked(why, SOON);
        }
        return failure.kind() == FailureKind.RATE_LIMITED
                ? new Unasked(
                        why,
                        failure.retryAfter()
                                .filter(wait -> wait.compareTo(SOON) > 0)
                                .orElse(SOON))
                : null;
    }
}
