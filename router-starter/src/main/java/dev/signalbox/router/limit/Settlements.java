package dev.signalbox.router.limit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * What the store is told when calls have ended, by a few threads beside the calls. At most {@value #MAX} wait; of those
 * beyond, the estimate stands until it has come back by itself.
 */
@Slf4j
@RequiredArgsConstructor
final class Settlements {

    private static final int MAX = 10_000;
    private static final int THREADS = 4;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    private final Executor executor;

    /** Does that soon. */
    void add(Runnable settlement) {
        if (size.incrementAndGet() > MAX) {
            size.decrementAndGet();
            log.debug("Too many settlements wait for the store of rate limits");
            return;
        }
        waiting.add(settlement);
        wake();
    }

    private void wake() {
        if (enter()) {
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException shuttingDown) {
                threads.decrementAndGet();
            }
        }
    }

    private boolean enter() {
        int busy = threads.get();
        return busy < THREADS && threads.compareAndSet(busy, busy + 1);
    }

    private void drain() {
        do {
            try {
                for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                    size.decrementAndGet();
                    next.run();
                }
            } finally {
                threads.decrementAndGet();
            }
        } while (!waiting.isEmpty() && enter());
    }
}
