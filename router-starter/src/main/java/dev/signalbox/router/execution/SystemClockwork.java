package dev.signalbox.router.execution;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** The real thing: the system's clock and daemon threads of its own, to be stopped by {@link #close}. */
public final class SystemClockwork implements AutoCloseable {

    private final ExecutorService executor = Executors.newCachedThreadPool(daemons("signalbox-call-"));
    private final ScheduledThreadPoolExecutor scheduler =
            new ScheduledThreadPoolExecutor(1, daemons("signalbox-timer-"));

    /** Starts no thread before one is needed. */
    public SystemClockwork() {
        scheduler.setRemoveOnCancelPolicy(true);
    }

    /** The parts, without any context that would go along to other threads. */
    public Clockwork clockwork() {
        return clockwork(UnaryOperator::identity);
    }

    /** The parts, with the caller's context going along to other threads. */
    public Clockwork clockwork(Clockwork.ContextCapture context) {
        return new Clockwork(
                System::nanoTime,
                TimeUnit.NANOSECONDS::sleep,
                scheduler,
                executor,
                context,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory threads = Executors.defaultThreadFactory();
        ClassLoader loader = SystemClockwork.class.getClassLoader();
        return task -> {
            Thread thread = threads.newThread(task);
            thread.setName(prefix + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        executor.shutdownNow();
    }
}
