package dev.signalbox.router.policy;

import java.time.Duration;

/**
 * How often and after which pause the last candidate of a call is tried again. The pause before retry <i>n</i> is
 * {@code backOff · 2^(n-1)}, at most {@code maxBackOff}, times a random factor between 0.8 and 1.2.
 *
 * @param max how many retries; 0 for none
 * @param backOff pause before the first retry
 * @param maxBackOff the longest pause
 * @param maxWait how long a call may wait for the end of a cooldown when nothing else is left
 */
public record Retries(int max, Duration backOff, Duration maxBackOff, Duration maxWait) {

    /** Two retries after 0.5 s and 1 s; a cooldown of up to 2 s is waited for. */
    public static final Retries DEFAULT =
            new Retries(2, Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(2));

    /** No retries and no waiting. */
    public static final Retries NONE = new Retries(0, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
