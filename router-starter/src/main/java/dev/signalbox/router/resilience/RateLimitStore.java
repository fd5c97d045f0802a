package dev.signalbox.router.resilience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the counts of accounts for all nodes that share it. What a count is only the limiter knows. Implementations are
 * thread-safe and tell what has failed by any exception; then the account may have been changed or not.
 */
public interface RateLimitStore {

    /**
     * Changes what is kept of an account, with nobody else between reading and writing.
     *
     * @param account names it
     * @param change may be asked more than once if others are faster; the last time counts
     */
    void update(String account, Change change);

    /** Deletes what has expired. May do nothing where that happens by itself. */
    void deleteExpired();

    /** What is to become of an account. */
    @FunctionalInterface
    interface Change {

        /**
         * Says what to keep from now on.
         *
         * @param kept what is kept so far, {@code null} if nothing is
         * @param nanos the time by the store's clock, the same for all nodes, in nanoseconds since 1970
         * @return {@code null} if it stays as it is
         */
        @Nullable
        Kept apply(byte @Nullable [] kept, long nanos);
    }

    /**
     * What is kept of an account.
     *
     * @param state the count
     * @param expiry after which time without a change it means nothing any more
     */
    record Kept(byte[] state, Duration expiry) {}
}
