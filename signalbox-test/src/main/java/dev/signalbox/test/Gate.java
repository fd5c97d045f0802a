package dev.signalbox.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds scripted answers back until the test opens it; once open it stays open. A whole answer blocks its thread at the
 * gate, a streamed one does not: it goes on from there on the thread that opens the gate. Thread-safe.
 */
public final class Gate {

    /** Longest wait at a gate, so that a test that forgets to open it fails instead of hanging. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Tally arrivals = new Tally("answers at the gate");
    private final CountDownLatch opened = new CountDownLatch(1);
    private final List<Runnable> waiting = new ArrayList<>();

    private Gate() {}

    /** A gate that is closed. */
    public static Gate closed() {
        return new Gate();
    }

    /** Lets everything pass that waits here or is still to come. Opening it again does nothing. */
    public void open() {
        List<Runnable> released;
        synchronized (waiting) {
            opened.countDown();
            released = List.copyOf(waiting);
            waiting.clear();
        }
        released.forEach(Runnable::run);
    }

    /** How many answers have come to this gate so far, those that have passed included. */
    public int arrivals() {
        return arrivals.count();
    }

    /**
     * Waits until so many answers have come to this gate.
     *
     * @throws AssertionError if it takes longer than the given time
     */
    public Gate awaitArrivals(int count, Duration atMost) {
        arrivals.await(count, atMost);
        return this;
    }

    /** Blocks until the gate is open. */
    void pass() throws InterruptedException {
        arrivals.add();
        if (!opened.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("An answer was held back for " + PATIENCE + ". Call open() on its gate.");
        }
    }

    /** Goes on when the gate is open: at once if it is already. */
    void whenOpen(Runnable next) {
        synchronized (waiting) {
            if (opened.getCount() > 0) {
                waiting.add(next);
                arrivals.add();
                return;
            }
        }
        arrivals.add();
        next.run();
    }
}
