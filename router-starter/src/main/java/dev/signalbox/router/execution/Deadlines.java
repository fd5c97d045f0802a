package dev.signalbox.router.execution;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When the parts of one call are over, in nanoseconds; {@code null} is never. */
final class Deadlines {

    private final @Nullable Long total;
    private final @Nullable Long firstToken;
    private final @Nullable Long idle;
    private final @Nullable Long hedgeAfter;

    Deadlines(Terms terms, long begun) {
        Long length = nanos(terms.timeouts().total());
        this.total = length == null ? null : begun + length;
        this.firstToken = nanos(terms.timeouts().firstToken());
        this.idle = nanos(terms.timeouts().idle());
        this.hedgeAfter = nanos(terms.hedgeAfter());
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

    /** Whether an attempt has been silent for too long. */
    boolean over(LiveAttempt attempt, long nanos) {
        Long until = of(attempt);
        return until != null && until - nanos <= 0;
    }

    /** Until when an attempt must bring its first content, or its next. */
    @Nullable
    Long of(LiveAttempt attempt) {
        Long last = attempt.lastContent();
        if (last == null) {
            return firstToken == null ? null : attempt.started() + firstToken;
        }
        return idle == null ? null : last + idle;
    }

    /** When another attempt is started beside that one. */
    @Nullable
    Long hedge(LiveAttempt attempt) {
        return hedgeAfter == null ? null : attempt.started() + hedgeAfter;
    }

    /** That moment or the end of the call, whichever comes first. */
    @Nullable
    Long orEnd(@Nullable Long moment) {
        return earlier(moment, total);
    }

    static @Nullable Long earlier(@Nullable Long left, @Nullable Long right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return right - left < 0 ? right : left;
    }
}
