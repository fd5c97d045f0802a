package dev.signalbox.router.execution;

import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.budget.BudgetStoreException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Settles; what the store does not take is kept, in order, and tried again each second until it does. Calls neither wait
 * nor fail for it. Keeps {@value #MAX} settlements at most, and says what it drops beyond that.
 */
@Slf4j
@RequiredArgsConstructor
final class SettleQueue {

    private static final int MAX = 50_000;
    private static final int FEW = 10_000;
    /** How often the store may refuse a settlement while it works, before that is given up as one it cannot take. */
    private static final int MAX_TRIES = 10;

    private final Queue<OpenSettlement> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final BudgetStore store;
    private final Clockwork clockwork;
    private final StoreCondition condition;

    /** Settles now or, if the store fails or has failed for others, later. */
    void settle(OpenSettlement settlement) {
        if (size.get() > 0) {
            keep(settlement);
            return;
        }
        try {
            settlement.book(store);
            condition.works();
        } catch (RuntimeException e) {
            condition.failed("settle", e);
            keep(settlement);
        }
    }

    /** Settles later what probably needs no settling, unless much waits that does. */
    void keepIfFew(OpenSettlement settlement) {
        if (size.get() < FEW) {
            keep(settlement);
        }
    }

    private void keep(OpenSettlement settlement) {
        if (size.incrementAndGet() > MAX) {
            size.decrementAndGet();
            if (dropped.incrementAndGet() == 1) {
                log.error("The store of budgets is away for too long: what more is used meanwhile will not be booked");
            }
            return;
        }
        waiting.add(settlement);
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                clockwork.scheduler().schedule(this::hop, 1, TimeUnit.SECONDS);
            } catch (RejectedExecutionException shuttingDown) {
                log.debug("The router is closed; {} settlements wait", size);
            }
        }
    }

    /** The store may take long, so the timer only hands over. */
    private void hop() {
        scheduled.set(false);
        try {
            clockwork.executor().execute(this::drain);
        } catch (RejectedExecutionException full) {
            schedule();
        }
    }

    /** Books what waits, until the store fails. */
    void drain() {
        if (draining.compareAndSet(false, true)) {
            try {
                while (bookFirst()) {
                    size.decrementAndGet();
                }
            } finally {
                draining.set(false);
            }
        }
        if (size.get() > 0) {
            schedule();
        } else if (dropped.get() > 0) {
            log.error("The use of {} attempts was not booked to their budgets", dropped.getAndSet(0));
        }
    }

    /** Answers whether the first one is done with. */
    private boolean bookFirst() {
        OpenSettlement first = waiting.peek();
        if (first == null) {
            return false;
        }
        try {
            first.book(store);
            condition.works();
        } catch (RuntimeException e) {
            condition.failed("settle", e);
            if (e instanceof BudgetStoreException || first.tries() < MAX_TRIES) {
                return false;
            }
            log.error("The store of budgets does not take the use of reservation {}, which is not booked", first, e);
        }
        return waiting.poll() != null;
    }

    /** How many wait. */
    int size() {
        return size.get();
    }
}
