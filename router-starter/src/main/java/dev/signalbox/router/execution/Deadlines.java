package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When the parts of one call are over, in nanoseconds; {@code null} is never. */
final class Deadlines {

    private final @Nullable Long total;
    private final @Nullable Long firstToken;
    private final @Nullable Long idle;

    Deadlines(Timeouts timeouts, long begun) {
        this.total = timeouts.total() == null ? null : begun + timeouts.total().toNanos();
        this.firstToken = nanos(timeouts.firstToken());
        this.idle = nanos(timeouts.idle());
    }

    private static @Nullable Long nanos(@Nullable Duration duration) {
        return duration == null ? null : duration.toNanos();
    }

    boolean totalOver(long nanos) {
        return total != null && total - nanos <= 0;
    }

    /** Whether the call is over before that moment. */
    boolean endBefore(long moment) {
        return total != null && total - moment <= 0;
    }

    boolean firstTokenOver(long started, @Nullable Long lastContent, long nanos) {
        return firstToken != null && lastContent == null && started + firstToken - nanos <= 0;
    }

    boolean idleOver(@Nullable Long lastContent, long nanos) {
        return idle != null && lastContent != null && lastContent + idle - nanos <= 0;
    }

    /** When an attempt is over that has brought content at {@code lastContent}, or nothing yet. */
    @Nullable
    Long ofAttempt(long started, @Nullable Long lastContent) {
        if (lastContent == null) {
            return firstToken == null ? null : started + firstToken;
        }
        return idle == null ? null : lastContent + idle;
    }

    /** That moment or the end of the call, whichever comes first. */
    @Nullable
    Long earliest(@Nullable Long moment) {
        if (moment == null || total == null) {
            return moment == null ? total : moment;
        }
        return total - moment < 0 ? total : moment;
    }
}
