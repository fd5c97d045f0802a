package dev.signalbox.router.provider.simulated;

import dev.signalbox.router.execution.Clockwork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Time that passes by sleeping only, and stands still while held. */
final class FakeTime {

    final List<Duration> sleeps = new CopyOnWriteArrayList<>();
    final List<Runnable> timers = new CopyOnWriteArrayList<>();
    final CountDownLatch asleep = new CountDownLatch(1);
    private final AtomicLong nanos = new AtomicLong();
    private volatile boolean held;

    /** Whoever sleeps from now on must be woken by an interrupt. */
    void hold() {
        held = true;
    }

    Duration now() {
        return Duration.ofNanos(nanos.get());
    }

    void pass(Duration length) {
        nanos.addAndGet(length.toNanos());
    }

    /** Streams run on the caller's thread. */
    Clockwork clockwork() {
        return clockwork(new OwnThread());
    }

    Clockwork clockwork(ExecutorService executor) {
        return new Clockwork(nanos::get, this::sleep, new HandWork(), executor, UnaryOperator::identity, () -> 0.5);
    }

    private void sleep(long length) throws InterruptedException {
        asleep.countDown();
        if (held) {
            new CountDownLatch(1).await();
        }
        sleeps.add(Duration.ofNanos(length));
        nanos.addAndGet(length);
    }

    /** Keeps timers for the test to fire. */
    private final class HandWork extends ScheduledThreadPoolExecutor {

        HandWork() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            timers.add(command);
            return null;
        }
    }

    private static final class OwnThread extends AbstractExecutorService {

        @Override
        public void execute(Runnable command) {
            command.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
