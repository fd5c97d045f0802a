package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.FailureKind.Next;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says about the course of one call.
 *
 * @param timeouts how long it may take
 * @param retries how often the last candidate is tried again
 * @param fallbacks what else leads to another attempt
 * @param hedgeAfter how long an attempt may bring nothing before another is started beside it; {@code null} for ever
 * @param hedges how many attempts may be started that way
 */
record Terms(
        Timeouts timeouts,
        Retries retries,
        Fallbacks fallbacks,
        @Nullable Duration hedgeAfter,
        int hedges) {

    static Terms of(Policy policy, boolean streaming, @Nullable Duration hedgeAfter) {
        return new Terms(
                streaming ? policy.timeouts() : policy.timeouts().whole(),
                policy.retries(),
                policy.fallbacks(),
                hedgeAfter,
                policy.hedge() == null || hedgeAfter == null
                        ? 0
                        : policy.hedge().max());
    }

    Next next(FailureKind kind) {
        return fallbacks.next(kind);
    }

    /** Whether the deployment is asked once more for an answer that it can give. */
    boolean asksAgain(FailureKind kind) {
        return kind == FailureKind.INVALID_OUTPUT && fallbacks.invalidOutput() == InvalidOutput.RETRY;
    }

    /** Whether a stream that breaks that way may be continued by another deployment. */
    boolean continues(FailureKind kind) {
        return fallbacks.brokenStream() == BrokenStream.CONTINUE && kind.next() == Next.RETRY;
    }

    boolean checksOutput() {
        return fallbacks.invalidOutput() != InvalidOutput.PASS;
    }
}
