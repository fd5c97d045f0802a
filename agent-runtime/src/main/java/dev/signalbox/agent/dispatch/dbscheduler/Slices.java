package dev.signalbox.agent.dispatch.dbscheduler;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The slices under way on this node. Thread-safe. */
final class Slices {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int running;
    private volatile boolean closing;

    /** Whether a slice may begin; if so, {@link #end} is called at its end. */
    boolean begin() {
        lock.lock();
        try {
            running += closing ? 0 : 1;
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            running--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean closing() {
        return closing;
    }

    /** Lets no more begin, and waits for those under way. */
    void close(Duration wait) {
        lock.lock();
        try {
            closing = true;
            long left = wait.toNanos();
            while (running > 0 && left > 0) {
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
