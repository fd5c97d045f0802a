package dev.signalbox.router.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Whether the store works. After a failure it is left alone for a second; then one request tries it, and all others go on
 * without it until that one has come back.
 */
@Slf4j
@RequiredArgsConstructor
final class StoreCondition {

    static final Duration PAUSE = Duration.ofSeconds(1);

    private final AtomicBoolean probing = new AtomicBoolean();
    private final AtomicLong failures = new AtomicLong();
    private final LongSupplier nanos;
    private volatile boolean down;
    private volatile boolean known;
    private volatile long pausedUntil;

    /** Whether it may be asked now; whoever may tells {@link #works} or {@link #failed}. */
    boolean enter() {
        return !down || pausedUntil - nanos.getAsLong() <= 0 && probing.compareAndSet(false, true);
    }

    /** Whether it has ever answered: the first time it may have much to do. */
    boolean isKnown() {
        return known;
    }

    /** How long it will still be left alone; 0 if it may be asked. */
    long pause() {
        return down ? Math.max(0, pausedUntil - nanos.getAsLong()) : 0;
    }

    void works() {
        known = true;
        if (down) {
            down = false;
            probing.set(false);
            log.info("The store of rate limits is back");
        }
    }

    void failed(Throwable cause, String consequence) {
        failures.incrementAndGet();
        pausedUntil = nanos.getAsLong() + PAUSE.toNanos();
        boolean news = !down;
        down = true;
        probing.set(false);
        if (news) {
            log.warn("The store of rate limits has failed: {}. This is said once: {}", consequence, cause.toString());
        }
    }

    /** Whoever asked did not wait for what comes of it. */
    void left() {
        probing.set(false);
    }

    /** How often it has failed. */
    long failures() {
        return failures.get();
    }
}
