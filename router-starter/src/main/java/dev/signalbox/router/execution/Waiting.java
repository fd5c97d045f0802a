package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Retries;
import java.util.function.DoubleSupplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * What a call waits for when nothing may be tried at once: the end of a cooldown, or the pause before another attempt at
 * the last candidate, whichever comes first. It never waits for longer than the policy allows in one go.
 */
@RequiredArgsConstructor
final class Waiting {

    private final Slots slots;
    private final Retries retries;
    private final DoubleSupplier random;

    private @Nullable Pause retry;
    private @Nullable Pause pause;
    private @Nullable Long since;
    private int retried;

    /** Waiting before an attempt on a slot. */
    private record Pause(int slot, long until) {}

    /** The last candidate once more, after its cooldown or, without one, after a pause of our own. */
    void mayRetry(int slot, @Nullable Long availableAt, long nanos) {
        retry = null;
        if (retried < retries.max()) {
            retry = availableAt == null ? new Pause(slot, nanos + backOff()) : waitable(slot, availableAt, nanos);
        }
    }

    /** Counts another attempt at a candidate that was tried before; answers whether it may be made. */
    boolean countRetry() {
        retried++;
        return retried <= retries.max();
    }

    /** Begins to wait; answers whether there is something to wait for. */
    boolean begin(long nanos) {
        if (since == null) {
            since = nanos;
        }
        pause = earlier(retry, recovery(since));
        retry = pause == retry ? null : retry; // kept: what has cooled may be somebody else's to probe
        return pause != null;
    }

    boolean isOn() {
        return pause != null;
    }

    boolean isOver(long nanos) {
        return pause != null && pause.until() - nanos <= 0;
    }

    int slot() {
        return pause == null ? -1 : pause.slot();
    }

    long until() {
        return pause == null ? 0 : pause.until();
    }

    void stop() {
        pause = null;
    }

    /** An attempt was made, so that the next wait is a new one. */
    void over() {
        since = null;
        retry = null;
    }

    private long backOff() {
        double doubled = (double) retries.backOff().toNanos() * (1L << Math.min(retried, 20));
        double jitter = 0.8 + 0.4 * random.getAsDouble();
        return (long) (Math.min(doubled, retries.maxBackOff().toNanos()) * jitter);
    }

    private @Nullable Pause recovery(long begun) {
        int first = slots.firstToRecover();
        return first < 0 ? null : waitable(first, slots.coolingUntil(first), begun);
    }

    private @Nullable Pause waitable(int slot, long until, long begun) {
        return until - begun <= retries.maxWait().toNanos() ? new Pause(slot, until) : null;
    }

    private static @Nullable Pause earlier(@Nullable Pause left, @Nullable Pause right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return right.until() - left.until() < 0 ? right : left;
    }
}
