package dev.signalbox.test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;

/** Counts, and lets tests wait for a count. */
@RequiredArgsConstructor
final class Tally {

    private final String what;
    private int count;

    synchronized int count() {
        return count;
    }

    synchronized void add() {
        count++;
        notifyAll();
    }

    synchronized void await(int wanted, Duration atMost) {
        long begun = System.nanoTime();
        while (count < wanted) {
            long left = atMost.toNanos() - (System.nanoTime() - begun);
            if (left <= 0) {
                throw new AssertionError(
                        "Expected " + wanted + " " + what + " within " + atMost + ", but there were " + count + ".");
            }
            waitFor(left);
        }
    }

    private void waitFor(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for " + what + ".", e);
        }
    }
}
