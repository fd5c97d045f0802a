package dev.signalbox.router.execution;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Everything that is bound to time, chance or threads.
 *
 * @param instants the time of day
 * @param nanos a monotonic clock, in nanoseconds
 * @param sleeper lets the calling thread wait
 * @param scheduler fires timers; must only be given short work
 * @param executor runs attempts that must not run on the caller's thread; must never make one wait for another
 * @param context takes the calling thread's context along to other threads
 * @param random uniform in [0, 1)
 */
public record Clockwork(
        InstantSource instants,
        LongSupplier nanos,
        Sleeper sleeper,
        ScheduledExecutorService scheduler,
        ExecutorService executor,
        ContextCapture context,
        DoubleSupplier random) {

    /** With the system's time of day. */
    public Clockwork(
            LongSupplier nanos,
            Sleeper sleeper,
            ScheduledExecutorService scheduler,
            ExecutorService executor,
            ContextCapture context,
            DoubleSupplier random) {
        this(InstantSource.system(), nanos, sleeper, scheduler, executor, context, random);
    }

    /** Lets the calling thread wait. */
    @FunctionalInterface
    public interface Sleeper {

        /** Returns when {@code length} nanoseconds have passed. */
        void sleep(long length) throws InterruptedException;
    }

    /** Takes a thread's context along, for example its trace. */
    @FunctionalInterface
    public interface ContextCapture {

        /** Captures the calling thread's context; what it returns puts that around a task. */
        UnaryOperator<Runnable> capture();
    }
}
